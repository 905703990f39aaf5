package io.stacklens.analytics.notify.targets;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Posts to Prometheus' Alertmanager (API v2), which tells alerts apart by their labels: these are
 * the same through an episode, so what comes twice changes nothing there. It forgets an alert that
 * is not repeated, so what fires is sent again and again, each time good for a while.
 */
final class AlertmanagerTarget implements Target {

    private static final Duration A_TEST_LASTS = Duration.ofMinutes(1);

    private final HttpTargets http;
    private final AlertText text;
    private final InstantSource clock;
    private final Duration goodFor;

    AlertmanagerTarget(HttpTargets http, AlertText text, InstantSource clock, Duration goodFor) {
        this.http = http;
        this.text = text;
        this.clock = clock;
        this.goodFor = goodFor;
    }

    @Override
    public Outcome send(ChannelSettings settings, Message message) throws IOException {
        Instant now = clock.instant();
        List<PostedAlert> alerts =
                message.alerts().stream()
                        .map(alert -> posted(message.event(), alert, now))
                        .toList();
        String authorization = settings.optional("authorization");
        return http.post(
                alertsOf(settings.address("url")),
                authorization == null ? Map.of() : Map.of("Authorization", authorization),
                Json.write(alerts));
    }

    private PostedAlert posted(Event event, NotifiedAlert alert, Instant now) {
        Instant end =
                switch (event) {
                    case FIRED, ACKNOWLEDGED -> now.plus(goodFor);
                    case RESOLVED -> Objects.requireNonNullElse(alert.resolvedAt(), now);
                    case TEST -> now.plus(A_TEST_LASTS);
                };
        Instant start = alert.since().isBefore(end) ? alert.since() : end;
        return new PostedAlert(labels(alert), annotations(alert), start, end, text.link(alert));
    }

    private static Map<String, String> labels(NotifiedAlert alert) {
        Map<String, String> labels = new LinkedHashMap<>();
        alert.labels().forEach((name, value) -> put(labels, labelName(name), value));
        labels.put("alertname", alert.rule());
        labels.put("severity", alert.severity().name().toLowerCase(Locale.ROOT));
        labels.put("service", alert.service());
        put(labels, "route", alert.route());
        put(labels, "group_key", alert.groupKey());
        return labels;
    }

    private Map<String, String> annotations(NotifiedAlert alert) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", text.title(alert));
        put(annotations, "description", String.join("\n", text.lines(alert)));
        put(annotations, "runbook_url", text.runbook(alert));
        return annotations;
    }

    private static void put(Map<String, String> to, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            to.put(name, value);
        }
    }

    private static String labelName(String name) {
        String allowed = name.replaceAll("[^A-Za-z0-9_]", "_");
        return allowed.isEmpty() || Character.isDigit(allowed.charAt(0)) ? "_" + allowed : allowed;
    }

    private static URI alertsOf(URI base) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + "api/v2/alerts");
    }

    private record PostedAlert(
            Map<String, String> labels,
            Map<String, String> annotations,
            @JsonProperty("startsAt") Instant startsAt,
            @JsonProperty("endsAt") Instant endsAt,
            @JsonProperty("generatorURL") String generatorUrl) {}
}
