package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

/**
 * Envoy's access log, also as Istio has it: {@code [2026-11-22T08:10:00.310Z] "POST /orders HTTP/2"
 * 204 - 154 0 226 100 "203.0.113.9" "curl/8.5.0" "cc21d9b0" "shop" "10.0.2.1:80"}. The body stays
 * the whole line.
 */
final class EnvoyFormat implements LineFormat {

    private final TimestampScanner timestamps;
    private final NamedValues values;
    private final Columns envoy =
            new Columns(
                    ' ',
                    "request",
                    "status",
                    "response_flags",
                    "bytes_received",
                    "bytes_sent",
                    "duration_ms",
                    "upstream_service_time",
                    "client_address",
                    "user_agent",
                    "request_id",
                    "authority",
                    "upstream_host");
    private final Columns istio =
            new Columns(
                    ' ',
                    "request",
                    "status",
                    "response_flags",
                    "response_code_details",
                    "connection_termination_details",
                    "upstream_transport_failure_reason",
                    "bytes_received",
                    "bytes_sent",
                    "duration_ms",
                    "upstream_service_time",
                    "client_address",
                    "user_agent",
                    "request_id",
                    "authority",
                    "upstream_host",
                    "upstream_cluster",
                    "upstream_local_address",
                    "downstream_local_address",
                    "client_address",
                    "requested_server_name",
                    "route_name");

    EnvoyFormat(TimestampScanner timestamps, NamedValues values) {
        this.timestamps = timestamps;
        this.values = values;
    }

    @Override
    public boolean parse(byte[] line, int start, int end, LogDraft draft) {
        boolean isLikely =
                end - start > 30 && line[start + 5] == '-' && Ascii.isDigit(line[start + 1]);
        int timeEnd = isLikely ? timestamps.scan(line, start + 1, end, draft) : -1;
        if (timeEnd < 0 || !Ascii.startsWith("] \"", line, timeEnd, end)) {
            return false;
        }
        int request = timeEnd + 2;
        int status = Math.min(end, Columns.closingQuote(line, request + 1, end) + 2);
        int flags = Math.min(end, Ascii.find(' ', line, status, end) + 1);
        int third = Math.min(end, Ascii.find(' ', line, flags, end) + 1);
        if (flags - status < 2 || !Ascii.areDigits(line, status, flags - 1)) {
            return false;
        }
        boolean isIstio = third < end && !Ascii.isDigit(line[third]);
        values.begin();
        (isIstio ? istio : envoy).put(line, request, end, 0, values, draft);
        values.finish(draft);
        draft.put(LogColumn.BODY, line, start, Ascii.trimEnd(line, start, end));
        draft.format("envoy");
        return true;
    }
}
