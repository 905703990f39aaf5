package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.Durations;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Scratch;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

/**
 * Logs that Amazon's services deliver as files: load balancers (application, network, classic),
 * CloudFront, S3, flows of a VPC. The names of attributes are those of Amazon's documentation. The
 * body stays the whole line. Not thread-safe.
 */
final class AmazonFormat {

    private static final int DATE = 10;
    private static final int DATE_AND_TIME = 19;

    private final TimestampScanner timestamps;
    private final NamedValues values;

    private final Columns application =
            new Columns(
                    ' ',
                    "type",
                    "",
                    "elb",
                    "client_address",
                    "target_address",
                    "request_processing_time",
                    "target_processing_time",
                    "response_processing_time",
                    "status",
                    "target_status_code",
                    "received_bytes",
                    "sent_bytes",
                    "request",
                    "user_agent",
                    "ssl_cipher",
                    "ssl_protocol",
                    "target_group_arn",
                    "amzn_trace_id",
                    "domain_name",
                    "chosen_cert_arn",
                    "matched_rule_priority",
                    "request_creation_time",
                    "actions_executed",
                    "redirect_url",
                    "error_reason",
                    "target_port_list",
                    "target_status_code_list",
                    "classification",
                    "classification_reason",
                    "conn_trace_id");
    private final Columns network =
            new Columns(
                    ' ',
                    "type",
                    "version",
                    "",
                    "elb",
                    "listener",
                    "client_address",
                    "destination",
                    "duration_ms",
                    "tls_handshake_time",
                    "received_bytes",
                    "sent_bytes",
                    "incoming_tls_alert",
                    "chosen_cert_arn",
                    "chosen_cert_serial",
                    "tls_cipher",
                    "tls_protocol_version",
                    "tls_named_group",
                    "domain_name",
                    "alpn_fe_protocol",
                    "alpn_be_protocol",
                    "alpn_client_preference_list",
                    "tls_connection_creation_time");
    private final Columns classic =
            new Columns(
                    ' ',
                    "",
                    "elb",
                    "client_address",
                    "backend",
                    "request_processing_time",
                    "backend_processing_time",
                    "response_processing_time",
                    "status",
                    "backend_status_code",
                    "received_bytes",
                    "sent_bytes",
                    "request",
                    "user_agent",
                    "ssl_cipher",
                    "ssl_protocol");
    private final Columns cloudFront =
            new Columns(
                    '\t',
                    "x-edge-location",
                    "sc-bytes",
                    "client_address",
                    "method",
                    "cs-host",
                    "path",
                    "status",
                    "referer",
                    "user_agent",
                    "cs-uri-query",
                    "cs-cookie",
                    "x-edge-result-type",
                    "x-edge-request-id",
                    "x-host-header",
                    "cs-protocol",
                    "cs-bytes",
                    "request_time",
                    "x-forwarded-for",
                    "ssl-protocol",
                    "ssl-cipher",
                    "x-edge-response-result-type",
                    "cs-protocol-version",
                    "fle-status",
                    "fle-encrypted-fields",
                    "c-port",
                    "time-to-first-byte",
                    "x-edge-detailed-result-type",
                    "sc-content-type",
                    "sc-content-len",
                    "sc-range-start",
                    "sc-range-end");
    private final Columns storage =
            new Columns(
                    ' ',
                    "client_address",
                    "requester",
                    "request_id",
                    "operation",
                    "key",
                    "request",
                    "status",
                    "error_code",
                    "bytes_sent",
                    "object_size",
                    "duration_ms",
                    "turn_around_ms",
                    "referer",
                    "user_agent",
                    "version_id",
                    "host_id",
                    "signature_version",
                    "cipher_suite",
                    "authentication_type",
                    "host_header",
                    "tls_version",
                    "access_point_arn",
                    "acl_required");
    private final Columns flow =
            new Columns(
                    ' ',
                    "version",
                    "account_id",
                    "interface_id",
                    "client_address",
                    "dstaddr",
                    "srcport",
                    "dstport",
                    "protocol",
                    "packets",
                    "bytes",
                    "",
                    "end",
                    "action",
                    "log_status");

    AmazonFormat(TimestampScanner timestamps, NamedValues values) {
        this.timestamps = timestamps;
        this.values = values;
    }

    /** {@code http 2026-11-22T08:10:00.123456Z app/shop/50dc 203.0.113.9:2817 …}. */
    boolean applicationBalancer(byte[] line, int start, int end, LogDraft draft) {
        int time = Ascii.find(' ', line, start, end) + 1;
        int balancer = Ascii.find(' ', line, Math.min(time, end), end) + 1;
        boolean isBalancer =
                Ascii.startsWith("app/", line, balancer, end)
                        && timestamps.scan(line, time, end, draft) == balancer - 1;
        if (!isBalancer) {
            return false;
        }
        processingTimes(application, 5, line, start, end, draft);
        return put("alb", application, line, start, start, end, draft);
    }

    /** {@code tls 2.0 2026-11-22T08:10:00 net/shop/c6e7 g3d4 …}. */
    boolean networkBalancer(byte[] line, int start, int end, LogDraft draft) {
        int time = start + "tls 2.0 ".length();
        int timeEnd = Ascii.find(' ', line, Math.min(time, end), end);
        boolean isBalancer =
                Ascii.startsWith("tls ", line, start, end)
                        && Ascii.startsWith(" net/", line, timeEnd, end)
                        && timestamps.scan(line, time, timeEnd, draft) == timeEnd;
        return isBalancer && put("nlb", network, line, start, start, end, draft);
    }

    /** {@code 2026-11-22T08:10:00.123456Z shop 203.0.113.9:2817 10.0.0.1:80 0.000073 …}. */
    boolean classicBalancer(byte[] line, int start, int end, LogDraft draft) {
        int timeEnd = Ascii.find(' ', line, start, Math.min(end, start + 40));
        boolean isBalancer =
                timeEnd < end
                        && line[timeEnd - 1] == 'Z'
                        && hasProcessingTimes(line, timeEnd + 1, end)
                        && timestamps.scan(line, start, timeEnd, draft) == timeEnd;
        if (!isBalancer) {
            return false;
        }
        processingTimes(classic, 4, line, start, end, draft);
        return put("elb", classic, line, start, start, end, draft);
    }

    /** {@code 2026-11-22<tab>08:10:00<tab>FRA56-P1<tab>392<tab>203.0.113.9<tab>GET…}. */
    boolean cloudFront(byte[] line, int start, int end, LogDraft draft) {
        boolean isLikely =
                end - start > DATE_AND_TIME
                        && line[start + DATE] == '\t'
                        && line[start + DATE_AND_TIME] == '\t';
        if (!isLikely || !utcTime(timestamps, line, start, draft)) {
            return false;
        }
        return put("cloudfront", cloudFront, line, start, start + DATE_AND_TIME + 1, end, draft);
    }

    /**
     * {@code owner bucket [22/Nov/2026:08:10:00 +0000] 203.0.113.9 requester id REST.GET.OBJECT …}.
     */
    boolean storageAccess(byte[] line, int start, int bracket, int end, LogDraft draft) {
        int ownerEnd = Ascii.find(' ', line, start, bracket);
        int timeEnd = timestamps.scan(line, bracket + 1, end, draft);
        boolean isAccess =
                timeEnd > 0
                        && Ascii.startsWith("] ", line, timeEnd, end)
                        && Ascii.find(' ', line, ownerEnd + 1, bracket) == bracket - 1;
        if (!isAccess) {
            return false;
        }
        draft.addAttribute("bucket", line, ownerEnd + 1, bracket - 1);
        return put("s3", storage, line, start, timeEnd + 2, end, draft);
    }

    /**
     * {@code 2 123456789012 eni-0a1b 203.0.113.9 10.0.0.1 443 49152 6 10 840 1795335000 … ACCEPT
     * OK}.
     */
    boolean flow(byte[] line, int start, int end, LogDraft draft) {
        if (!Ascii.startsWith("2 ", line, start, end)
                || Ascii.indexOf(" eni-", line, start, Math.min(end, start + 24)) < 0) {
            return false;
        }
        int at = start;
        for (int column = 0; column < 10; column++) {
            at = Math.min(end, Ascii.find(' ', line, at, end) + 1);
        }
        int timeEnd = Ascii.find(' ', line, at, end);
        timestamps.scanWhole(line, at, timeEnd, draft);
        return put("vpc_flow", flow, line, start, start, end, draft);
    }

    private boolean put(
            String format,
            Columns columns,
            byte[] line,
            int start,
            int from,
            int end,
            LogDraft draft) {
        values.begin();
        columns.put(line, from, end, 0, values, draft);
        values.finish(draft);
        draft.put(LogColumn.BODY, line, start, Ascii.trimEnd(line, start, end));
        draft.format(format);
        return true;
    }

    /** A request takes what it takes to receive, to answer and to send; -1 says that it failed. */
    private static void processingTimes(
            Columns columns, int first, byte[] line, int start, int end, LogDraft draft) {
        double sum = 0;
        int at = start;
        for (int column = 0; column < first + 3 && columns.read(line, at, end); column++) {
            if (column >= first) {
                sum += Durations.milliseconds(line, columns.start(), columns.end(), 1e3);
            }
            at = columns.next();
        }
        // In whole nanoseconds, without what adding made of them.
        draft.putDurationMs(Math.rint(sum * 1e6) / 1e6);
    }

    /** Two addresses with ports, then a number: nothing else that begins with a time has that. */
    private static boolean hasProcessingTimes(byte[] line, int start, int end) {
        int client = Ascii.find(' ', line, start, end) + 1;
        int clientEnd = Ascii.find(' ', line, Math.min(client, end), end);
        int backendEnd = Ascii.find(' ', line, Math.min(clientEnd + 1, end), end);
        int timeEnd = Ascii.find(' ', line, Math.min(backendEnd + 1, end), end);
        return timeEnd < end
                && Ascii.find(':', line, client, clientEnd) < clientEnd
                && Ascii.find('.', line, client, clientEnd) < clientEnd
                && Ascii.isDigit(line[timeEnd - 1])
                && isSeconds(line, backendEnd + 1)
                && timeEnd + 1 < end
                && isSeconds(line, timeEnd + 1);
    }

    private static boolean isSeconds(byte[] line, int at) {
        return Ascii.isDigit(line[at]) || line[at] == '-';
    }

    /** A date and a time with a blank between, which are UTC whatever the parser's zone is. */
    static boolean utcTime(TimestampScanner timestamps, byte[] line, int start, LogDraft draft) {
        Scratch scratch = draft.scratch();
        int from = scratch.position();
        scratch.add(line, start, start + DATE);
        scratch.add('T');
        scratch.add(line, start + DATE + 1, start + DATE_AND_TIME);
        scratch.add('Z');
        int to = scratch.position();
        boolean isTime =
                Ascii.isDigit(line[start])
                        && line[start + 4] == '-'
                        && timestamps.scan(scratch.bytes(), from, to, draft) == to;
        if (!isTime) {
            scratch.rewind(from);
        }
        return isTime;
    }
}
