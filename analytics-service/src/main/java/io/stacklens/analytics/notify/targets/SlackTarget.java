package io.stacklens.analytics.notify.targets;

import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Posts to an incoming webhook in Slack's form, which Mattermost, Rocket.Chat, Discord ({@code
 * …/slack}) and others take too.
 */
final class SlackTarget implements Target {

    private static final int MOST_ALERTS = 10;

    private final HttpTargets http;
    private final AlertText text;

    SlackTarget(HttpTargets http, AlertText text) {
        this.http = http;
        this.text = text;
    }

    @Override
    public Outcome send(ChannelSettings settings, Message message) throws IOException {
        List<NotifiedAlert> alerts = message.alerts();
        List<Attachment> attachments = new ArrayList<>();
        for (NotifiedAlert alert : alerts.subList(0, Math.min(MOST_ALERTS, alerts.size()))) {
            attachments.add(attachment(message.event(), alert));
        }
        String title = escaped(text.title(message));
        if (alerts.size() > MOST_ALERTS) {
            title += " (%d are shown)".formatted(MOST_ALERTS);
        }
        return http.post(
                settings.address("url"),
                Map.of("Idempotency-Key", message.key()),
                Json.write(new Body(title, false, attachments)));
    }

    private Attachment attachment(Event event, NotifiedAlert alert) {
        List<Field> fields =
                text.facts(alert).entrySet().stream()
                        .map(
                                fact ->
                                        new Field(
                                                escaped(fact.getKey()),
                                                escaped(fact.getValue()),
                                                true))
                        .toList();
        return new Attachment(
                colour(event, alert.severity()),
                escaped(text.title(alert)),
                text.link(alert),
                body(alert),
                fields,
                "StackLens",
                alert.changedAt().getEpochSecond(),
                List.of("text"));
    }

    private @Nullable String body(NotifiedAlert alert) {
        StringBuilder body = new StringBuilder();
        List<String> lines = text.lines(alert);
        if (!lines.isEmpty()) {
            body.append(text.linesHeading(alert)).append(":\n```\n");
            lines.forEach(line -> body.append(escaped(line)).append('\n'));
            body.append("```\n");
        }
        String runbook = text.runbook(alert);
        if (runbook != null) {
            body.append("Runbook: ").append(escaped(runbook));
        }
        return body.isEmpty() ? null : body.toString();
    }

    /**
     * Slack's own escapes, so that a log line can neither link nor call a channel; no marks that
     * end a block of code; and marks of no width for the systems that read plain mentions and
     * Markdown's links and pictures.
     */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "@\u200b")
                .replace('`', '\'')
                .replace("](", "]\u200b(");
    }

    private static String colour(Event event, AlertSeverity severity) {
        if (event == Event.RESOLVED) {
            return "#2ecc71";
        }
        return switch (severity) {
            case CRITICAL -> "#e74c3c";
            case WARNING -> "#f39c12";
            case INFO -> "#3498db";
        };
    }

    private record Body(String text, boolean mrkdwn, List<Attachment> attachments) {}

    private record Attachment(
            String color,
            String title,
            String titleLink,
            @Nullable String text,
            List<Field> fields,
            String footer,
            long ts,
            List<String> mrkdwnIn) {}

    private record Field(
            String title,
            String value,
            @com.fasterxml.jackson.annotation.JsonProperty("short") boolean isShort) {}
}
