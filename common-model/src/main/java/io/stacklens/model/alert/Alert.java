package io.stacklens.model.alert;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import io.stacklens.model.LogRecord;
import io.stacklens.model.Severity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One episode of a rule for a series, as of its latest change of state: the value of {@code
 * analytics-alerts} and a row of {@code alerts}.
 *
 * @param id the same through the whole episode
 * @param sequence counts the episode's changes of state from 1; a higher one replaces a lower
 * @param ruleId null for an alert that an anomaly raised without a rule
 * @param rule the rule's name, {@code Anomaly} for an anomaly
 * @param route null when the series is the service's total
 * @param metric what the rule looks at: a field of the window, or what its kind measures
 * @param value what was measured when the state last changed; null when there was no data
 * @param changedAt when the state last changed
 * @param samples ids of log records that show it
 * @param templates texts of the most frequent templates behind it
 * @param fingerprint the same for every episode of a rule and series
 * @param link where to look, relative to the dashboard
 * @param kind what kind of rule raised it
 * @param query a log query that finds the lines behind it; null when no lines are
 * @param windowStart where the time that was looked at begins
 * @param windowEnd exclusive
 * @param sampleRecords some of the lines; none when the log store did not answer in time
 * @param history what was measured before, oldest first
 * @param flapping whether it has begun and ended so often lately that it now waits for calm
 * @param suppressedBy the silence that keeps it from being notified, or null
 * @param groupKey the same for alerts that belong together
 */
public record Alert(
        String id,
        long sequence,
        @Nullable Long ruleId,
        String rule,
        String service,
        @Nullable String route,
        AlertSeverity severity,
        AlertStatus status,
        String metric,
        @Nullable Double value,
        @Nullable Double threshold,
        @Nullable Integer windowSeconds,
        @Nullable Instant pendingSince,
        @Nullable Instant startedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant resolvedAt,
        Instant changedAt,
        List<String> samples,
        List<String> templates,
        String fingerprint,
        String link,
        Map<String, String> labels,
        @Nullable String runbookUrl,
        RuleKind kind,
        @Nullable String query,
        @Nullable Instant windowStart,
        @Nullable Instant windowEnd,
        List<SampleRecord> sampleRecords,
        List<Point> history,
        @JsonSetter(nulls = Nulls.AS_EMPTY) boolean flapping,
        @Nullable Long suppressedBy,
        @Nullable String groupKey) {

    public static final int MAX_SAMPLE_RECORDS = 20;
    public static final int MAX_BODY = 2_000;
    public static final int MAX_HISTORY = 30;

    /**
     * What was measured at a time.
     *
     * @param value null when there was no data
     */
    public record Point(Instant time, @Nullable Double value) {}

    /**
     * A line behind an alert.
     *
     * @param body cut to {@link #MAX_BODY} characters
     */
    public record SampleRecord(
            String id,
            Instant timestamp,
            Severity severity,
            String service,
            @Nullable String host,
            String body) {

        /** A line as an alert carries it. */
        public static SampleRecord of(LogRecord line) {
            return new SampleRecord(
                    line.id().toString(),
                    line.eventTime(),
                    line.severity(),
                    line.service(),
                    line.host(),
                    cut(line.body()));
        }

        /** Without NUL, which the table's JSON cannot hold; never between halves of a character. */
        private static String cut(String body) {
            boolean isSplit =
                    body.length() > MAX_BODY
                            && Character.isHighSurrogate(body.charAt(MAX_BODY - 1));
            int end = isSplit ? MAX_BODY - 1 : Math.min(body.length(), MAX_BODY);
            return body.substring(0, end).replace('\0', '\uFFFD');
        }
    }

    public Alert {
        samples = List.copyOf(samples);
        templates = List.copyOf(templates);
        labels = Map.copyOf(labels);
        // Alerts that were written before there were kinds have none of these.
        kind =
                Objects.requireNonNullElse(
                        kind, ruleId == null ? RuleKind.ANOMALY : RuleKind.THRESHOLD);
        sampleRecords = sampleRecords == null ? List.of() : List.copyOf(sampleRecords);
        history = history == null ? List.of() : List.copyOf(history);
    }

    /** The same with the lines behind it. */
    public Alert withSampleRecords(List<SampleRecord> records) {
        return copy(sequence, changedAt, records, suppressedBy);
    }

    /** The same as it is about to be said, suppressed or not. */
    public Alert withSuppressedBy(@Nullable Long silence) {
        return copy(sequence, changedAt, sampleRecords, silence);
    }

    /** The same state said once more, because a silence has begun or ended. */
    public Alert again(@Nullable Long silence, Instant at) {
        return copy(sequence + 1, at, sampleRecords, silence);
    }

    private Alert copy(
            long number, Instant at, List<SampleRecord> records, @Nullable Long silence) {
        return new Alert(
                id,
                number,
                ruleId,
                rule,
                service,
                route,
                severity,
                status,
                metric,
                value,
                threshold,
                windowSeconds,
                pendingSince,
                startedAt,
                acknowledgedAt,
                acknowledgedBy,
                resolvedAt,
                at,
                samples,
                templates,
                fingerprint,
                link,
                labels,
                runbookUrl,
                kind,
                query,
                windowStart,
                windowEnd,
                records,
                history,
                flapping,
                silence,
                groupKey);
    }
}
