package io.stacklens.dashboard.rules;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.http.InvalidField;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.dashboard.http.UnexpectedTextException;
import io.stacklens.dashboard.windows.Metric;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertSeverity;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes a rule of a request, or says all that is wrong with it at once. */
final class RuleCheck {

    private static final Set<String> OPERATORS = Set.of(">", "<", ">=", "<=", "==", "!=");
    private static final Set<String> NO_DATA = Set.of("ok", "alert", "keep");
    private static final int LONGEST_WINDOW_SECONDS = 3600;
    private static final int LONGEST_WAIT_SECONDS = 86_400;
    private static final int LONGEST_TEXT = 200;
    private static final int ENOUGH_EVENTS_FOR_A_RATE = 20;

    private final List<InvalidField> wrong = new ArrayList<>();

    private RuleCheck() {}

    /**
     * Checks a request.
     *
     * @throws BadRequestException with every field that is wrong
     */
    static AlertRule check(RuleRequest request) {
        RuleCheck check = new RuleCheck();
        AlertRule rule = check.rule(request);
        if (!check.wrong.isEmpty()) {
            throw new BadRequestException(check.wrong);
        }
        return rule;
    }

    private AlertRule rule(RuleRequest request) {
        String metric = metric(request.metric());
        return new AlertRule(
                null,
                needed("name", request.name()),
                metric,
                oneOf("operator", request.operator(), OPERATORS, ">, <, >=, <=, == or !="),
                number("threshold", request.threshold()),
                windowSeconds(request.windowSeconds()),
                severity(request.severity()),
                textOr("service", request.service(), "*"),
                optional("route", request.route()),
                between(
                        "min_events",
                        request.minEvents(),
                        0,
                        Integer.MAX_VALUE,
                        isRate(metric) ? ENOUGH_EVENTS_FOR_A_RATE : 0),
                between("for_seconds", request.forSeconds(), 0, LONGEST_WAIT_SECONDS, 0),
                request.clearThreshold() == null
                        ? null
                        : number("clear_threshold", request.clearThreshold()),
                between(
                        "keep_firing_for_seconds",
                        request.keepFiringForSeconds(),
                        0,
                        LONGEST_WAIT_SECONDS,
                        0),
                request.noData() == null
                        ? "ok"
                        : oneOf("no_data", request.noData(), NO_DATA, "ok, alert or keep"),
                request.groupBy() == null ? List.of() : request.groupBy(),
                request.labels() == null ? Map.of() : request.labels(),
                runbookUrl(request.runbookUrl()),
                request.enabled() == null || request.enabled());
    }

    private static boolean isRate(String metric) {
        return metric.equals("error_rate") || metric.startsWith("latency_");
    }

    private String metric(@Nullable String name) {
        if (name != null && Metric.named(name).isPresent()) {
            return name.strip().toLowerCase(Locale.ROOT);
        }
        wrong.add(new InvalidField("metric", name, Metric.labels()));
        return "";
    }

    private AlertSeverity severity(@Nullable String name) {
        try {
            AlertSeverity severity = name == null ? null : Texts.alertSeverity(name);
            return severity == null ? AlertSeverity.WARNING : severity;
        } catch (UnexpectedTextException e) {
            wrong.add(new InvalidField("severity", name, e.expected()));
            return AlertSeverity.WARNING;
        }
    }

    private int windowSeconds(@Nullable Integer seconds) {
        if (seconds == null) {
            return 60;
        }
        if (seconds < 10 || seconds > LONGEST_WINDOW_SECONDS || seconds % 10 != 0) {
            wrong.add(
                    new InvalidField(
                            "window_seconds", seconds, "a multiple of 10 from 10 to 3600"));
        }
        return seconds;
    }

    private String oneOf(String field, @Nullable String text, Set<String> known, String expected) {
        if (text != null && known.contains(text.strip())) {
            return text.strip();
        }
        wrong.add(new InvalidField(field, text, expected));
        return "";
    }

    private double number(String field, @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            return value;
        }
        wrong.add(new InvalidField(field, value, "a number"));
        return 0;
    }

    private int between(String field, @Nullable Integer value, int least, int most, int otherwise) {
        if (value == null) {
            return otherwise;
        }
        if (value < least || value > most) {
            wrong.add(
                    new InvalidField(
                            field, value, "a whole number from %d to %d".formatted(least, most)));
        }
        return value;
    }

    private String needed(String field, @Nullable String text) {
        String given = optional(field, text);
        if (given == null) {
            wrong.add(new InvalidField(field, text, "a text of 1 to 200 characters"));
            return "";
        }
        return given;
    }

    private String textOr(String field, @Nullable String text, String otherwise) {
        String given = optional(field, text);
        return given == null ? otherwise : given;
    }

    private @Nullable String optional(String field, @Nullable String text) {
        String given = Texts.text(text);
        if (given != null && (given.length() > LONGEST_TEXT || given.indexOf('\0') >= 0)) {
            wrong.add(new InvalidField(field, text, "a text of 1 to 200 characters"));
        }
        return given;
    }

    private @Nullable String runbookUrl(@Nullable String text) {
        String given = Texts.text(text);
        if (given == null) {
            return null;
        }
        // The page makes a link of it, so a script must not pass for an address.
        try {
            URI uri = URI.create(given);
            if ("https".equalsIgnoreCase(uri.getScheme())
                    || "http".equalsIgnoreCase(uri.getScheme())) {
                return given;
            }
        } catch (IllegalArgumentException e) {
            wrong.add(new InvalidField("runbook_url", text, "an http or https address"));
            return given;
        }
        wrong.add(new InvalidField("runbook_url", text, "an http or https address"));
        return given;
    }
}
