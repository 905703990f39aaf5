package io.stacklens.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * One log record in the OpenTelemetry log data model, with the fields that StackLens indexes as
 * fields of their own: the row view of a {@code LogBatch}, and the JSON form of a log item.
 *
 * @param id event time and place of first collection; see {@link RecordId}
 * @param timestamp when it happened at its source, or null if the source did not say
 * @param observedTimestamp when StackLens first saw it
 * @param severityNumber 1 to 24
 * @param severityText the severity as the source wrote it
 * @param body the message proper
 * @param service who wrote it; {@code unknown} when nothing says so
 * @param httpRoute the route's template, when the source knows it
 * @param urlPath the path without its query, ids masked
 * @param durationMs milliseconds
 * @param templateId stable fingerprint of the body's constant part
 * @param format what the parser took the line for, such as {@code json} or {@code rfc5424}
 * @param lineCount lines that were received and joined to this record, 1 for most
 * @param catalogue what is known of the service
 * @param riskScore 0 to 100, or null before enrichment
 * @param riskFactors what the score is made of, such as {@code severity:25,status:15}
 */
@JsonPropertyOrder({"id", "event_time", "timestamp", "observed_timestamp"})
public record LogRecord(
        RecordId id,
        @Nullable Instant timestamp,
        Instant observedTimestamp,
        Severity severity,
        int severityNumber,
        @Nullable String severityText,
        String body,
        String service,
        @Nullable String host,
        @Nullable String traceId,
        @Nullable String spanId,
        @Nullable String logger,
        @Nullable String httpMethod,
        @Nullable String httpRoute,
        @Nullable String urlPath,
        @Nullable Integer httpStatus,
        @Nullable Double durationMs,
        @Nullable String clientAddress,
        @Nullable String userId,
        @Nullable String accountId,
        @Nullable String exceptionType,
        @Nullable String templateId,
        @Nullable String format,
        @Nullable String category,
        int lineCount,
        Map<String, String> attributes,
        @Nullable Geo geo,
        @Nullable User user,
        @Nullable Business business,
        @Nullable Catalogue catalogue,
        @Nullable Integer riskScore,
        @Nullable String riskFactors) {

    /** The time that windows are cut by: the source's own, else the time of observation. */
    @JsonProperty
    public Instant eventTime() {
        return timestamp != null ? timestamp : observedTimestamp;
    }
}
