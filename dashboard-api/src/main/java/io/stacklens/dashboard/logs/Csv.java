package io.stacklens.dashboard.logs;

import io.stacklens.model.LogRecord;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Log records as CSV (RFC 4180). */
final class Csv {

    static final String HEADER =
            "id,event_time,severity,service,host,body,trace_id,http_method,url_path,http_status,"
                    + "duration_ms,client_address,user_id,exception_type,template_id\r\n";

    private Csv() {}

    static String line(LogRecord record) {
        return Stream.<@Nullable Object>of(
                                record.id(),
                                record.eventTime(),
                                record.severity(),
                                record.service(),
                                record.host(),
                                record.body(),
                                record.traceId(),
                                record.httpMethod(),
                                record.urlPath(),
                                record.httpStatus(),
                                record.durationMs(),
                                record.clientAddress(),
                                record.userId(),
                                record.exceptionType(),
                                record.templateId())
                        .map(value -> cell(Objects.toString(value, "")))
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** A spreadsheet would run a cell that begins like a formula; an apostrophe makes it a text. */
    private static String cell(String value) {
        String safe =
                !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
