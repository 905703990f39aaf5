package io.stacklens.analytics.notify.targets;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends events of PagerDuty's Events API v2. All events of an episode have the same {@code
 * dedup_key}, so one that comes twice changes nothing there. Knows no groups: an event is of one
 * alert.
 */
final class PagerDutyTarget implements Target {

    private static final int LONGEST_SUMMARY = 1000;

    private final HttpTargets http;
    private final AlertText text;

    PagerDutyTarget(HttpTargets http, AlertText text) {
        this.http = http;
        this.text = text;
    }

    @Override
    public Outcome send(ChannelSettings settings, Message message) throws IOException {
        Outcome outcome = new Outcome.Delivered(null);
        for (NotifiedAlert alert : message.alerts()) {
            for (String action : actions(message.event())) {
                outcome = post(settings, action, alert);
                if (!(outcome instanceof Outcome.Delivered)) {
                    return outcome;
                }
            }
        }
        return outcome;
    }

    private Outcome post(ChannelSettings settings, String action, NotifiedAlert alert)
            throws IOException {
        ServiceEvent event =
                new ServiceEvent(
                        settings.text("routing_key"),
                        action,
                        "stacklens-" + alert.id(),
                        action.equals("trigger") ? payload(alert) : null,
                        List.of(new Link(text.link(alert), "StackLens")),
                        "StackLens",
                        text.link(alert));
        return http.post(settings.address("url"), Map.of(), Json.write(event));
    }

    /** A test ends what it begins, so that nobody is woken up for long. */
    private static List<String> actions(Event event) {
        return switch (event) {
            case FIRED -> List.of("trigger");
            case ACKNOWLEDGED -> List.of("acknowledge");
            case RESOLVED -> List.of("resolve");
            case TEST -> List.of("trigger", "resolve");
        };
    }

    private Payload payload(NotifiedAlert alert) {
        Map<String, Object> details = new LinkedHashMap<>(text.facts(alert));
        details.put(text.linesHeading(alert), text.lines(alert));
        String runbook = text.runbook(alert);
        if (runbook != null) {
            details.put("Runbook", runbook);
        }
        return new Payload(
                AlertText.cut(text.title(alert), LONGEST_SUMMARY),
                alert.service(),
                severity(alert.severity()),
                alert.since(),
                alert.service(),
                alert.route(),
                alert.metric(),
                details);
    }

    private static String severity(AlertSeverity severity) {
        return switch (severity) {
            case CRITICAL -> "critical";
            case WARNING -> "warning";
            case INFO -> "info";
        };
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record ServiceEvent(
            String routingKey,
            String eventAction,
            String dedupKey,
            @Nullable Payload payload,
            List<Link> links,
            String client,
            String clientUrl) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Payload(
            String summary,
            String source,
            String severity,
            Instant timestamp,
            String component,
            @Nullable String group,
            @JsonInclude @com.fasterxml.jackson.annotation.JsonProperty("class")
                    @Nullable String type,
            Map<String, Object> customDetails) {}

    private record Link(String href, String text) {}
}
