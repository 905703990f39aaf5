package io.stacklens.analytics.notify.targets;

import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What notifications say of an alert: a part of its JSON, which may say more. */
public record NotifiedAlert(
        String id,
        long sequence,
        @Nullable String kind,
        String rule,
        String service,
        @Nullable String route,
        AlertSeverity severity,
        AlertStatus status,
        @Nullable String metric,
        @Nullable Double value,
        @Nullable Double threshold,
        @Nullable Integer windowSeconds,
        @Nullable Instant startedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant resolvedAt,
        Instant changedAt,
        List<Line> sampleRecords,
        List<String> templates,
        @Nullable String link,
        Map<String, String> labels,
        @Nullable String runbookUrl,
        @Nullable String suppressedBy,
        @Nullable String groupKey) {

    /** A log line that shows it. */
    public record Line(
            @Nullable Instant timestamp,
            @Nullable String severity,
            @Nullable String host,
            @Nullable String body) {}

    public NotifiedAlert {
        // The database takes no NUL.
        id = Objects.requireNonNull(id, "id").replace("\0", "");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(changedAt, "changed_at");
        sampleRecords = orEmpty(sampleRecords);
        templates = orEmpty(templates);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    /**
     * Reads the value of a record of {@code analytics-alerts}.
     *
     * @throws RuntimeException of several kinds if it is no alert
     */
    public static NotifiedAlert of(JsonNode document) {
        return Json.mapper().treeToValue(document, NotifiedAlert.class);
    }

    public Instant since() {
        return startedAt == null ? changedAt : startedAt;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
