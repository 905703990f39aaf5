package io.stacklens.analytics.notify.targets;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people read of an alert, in words of no format yet: who shows them escapes them. */
public final class AlertText {

    private static final int MOST_LINES = 5;
    private static final int LONGEST_LINE = 300;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final String publicUrl;

    /** Words whose links begin with the address of the dashboard. */
    public AlertText(URI publicUrl) {
        String text = publicUrl.toString();
        this.publicUrl = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** One line that says it all. */
    String title(Message message) {
        List<NotifiedAlert> alerts = message.alerts();
        String word = "[%s] ".formatted(word(message.event()));
        if (alerts.size() == 1) {
            return word + title(alerts.getFirst());
        }
        NotifiedAlert worst = worst(alerts);
        return word
                + "%s: %d alerts, such as %s on %s"
                        .formatted(
                                worst.severity(),
                                alerts.size(),
                                oneLine(worst.rule()),
                                oneLine(where(worst)));
    }

    String title(NotifiedAlert alert) {
        String title =
                "%s: %s on %s"
                        .formatted(alert.severity(), oneLine(alert.rule()), oneLine(where(alert)));
        return alert.value() == null ? title : title + " (" + measured(alert) + ")";
    }

    static NotifiedAlert worst(List<NotifiedAlert> alerts) {
        return alerts.stream().max(Comparator.comparing(NotifiedAlert::severity)).orElseThrow();
    }

    /** What there is to know besides, by name, in the order to show it. */
    Map<String, String> facts(NotifiedAlert alert) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Service", alert.service());
        put(facts, "Route", alert.route());
        facts.put("Severity", alert.severity().name());
        put(facts, "Value", alert.value() == null ? null : measured(alert));
        Integer window = alert.windowSeconds();
        put(facts, "Window", window == null ? null : words(Duration.ofSeconds(window)));
        facts.put("Since", TIME.format(alert.since()));
        put(facts, "Acknowledged by", alert.acknowledgedBy());
        Instant resolvedAt = alert.resolvedAt();
        if (resolvedAt != null) {
            facts.put(
                    "Resolved",
                    "%s, after %s"
                            .formatted(
                                    TIME.format(resolvedAt),
                                    words(Duration.between(alert.since(), resolvedAt))));
        }
        alert.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> facts.putIfAbsent(label.getKey(), label.getValue()));
        return facts;
    }

    /** The first log lines that show it, or else the templates behind it. */
    List<String> lines(NotifiedAlert alert) {
        List<String> lines =
                alert.sampleRecords().isEmpty()
                        ? alert.templates()
                        : alert.sampleRecords().stream().map(AlertText::line).toList();
        return lines.stream().limit(MOST_LINES).map(AlertText::cut).toList();
    }

    String linesHeading(NotifiedAlert alert) {
        return alert.sampleRecords().isEmpty() ? "What the lines look like" : "Lines";
    }

    /** Where to look in the dashboard. */
    String link(NotifiedAlert alert) {
        String link = alert.link();
        return link != null && link.startsWith("/") ? publicUrl + link : publicUrl + "/alerts";
    }

    /** Null when there is none that could be followed. */
    @Nullable String runbook(NotifiedAlert alert) {
        String url = alert.runbookUrl();
        return url != null && url.toLowerCase(Locale.ROOT).matches("https?://\\S+") ? url : null;
    }

    private static String word(Event event) {
        return event == Event.FIRED ? "FIRING" : event.name();
    }

    private static String where(NotifiedAlert alert) {
        return alert.route() == null ? alert.service() : alert.service() + " " + alert.route();
    }

    private static String measured(NotifiedAlert alert) {
        String metric = alert.metric() == null ? "value" : alert.metric();
        String unit = unit(metric);
        String measured = metric + " " + number(alert.value()) + unit;
        return alert.threshold() == null
                ? measured
                : measured + ", threshold " + number(alert.threshold()) + unit;
    }

    private static String unit(String metric) {
        if (metric.startsWith("latency_")) {
            return " ms";
        }
        return metric.equals("error_rate") ? " %" : "";
    }

    private static String number(@Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(4));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String words(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200
                ? seconds / 60 + " min"
                : "%d h %d min".formatted(seconds / 3600, seconds % 3600 / 60);
    }

    private static String line(NotifiedAlert.Line line) {
        StringBuilder text = new StringBuilder();
        for (Object part :
                new @Nullable Object[] {
                    line.timestamp(), line.severity(), line.host(), line.body()
                }) {
            if (part != null) {
                text.append(text.isEmpty() ? "" : " ").append(part);
            }
        }
        return text.toString();
    }

    private static String cut(String line) {
        String text = oneLine(line);
        return cut(text, LONGEST_LINE);
    }

    /** Cuts between characters, not inside of one. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "…";
    }

    /** Without line breaks and other controls, which would forge a header or a line of its own. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private static void put(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.put(name, value);
        }
    }
}
