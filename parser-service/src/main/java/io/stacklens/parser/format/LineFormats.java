package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.header.KnownMessages;
import io.stacklens.parser.header.SystemHeaders;
import io.stacklens.parser.line.ByteOrderMark;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/**
 * Finds the format of a line: by its first byte, then by trying the few formats that may begin so.
 * The order is the same for every line, and nothing is remembered of earlier ones, so a line parses
 * the same way whenever it comes. What no other format knows is text. Not thread-safe.
 */
public final class LineFormats {

    private static final String CEE = "@cee:";

    private final JsonFormat json;
    private final LogfmtFormat logfmt;
    private final Rfc5424Format rfc5424;
    private final Rfc3164Format rfc3164;
    private final CriFormat cri;
    private final BracketedTimeFormats bracketed;
    private final FileFormats files;
    private final EnvoyFormat envoy;
    private final SecurityEventFormat securityEvents;
    private final AuditFormat audit;
    private final TextFormat text;
    private final KnownMessages messages;
    private final LogDraft payload;

    public LineFormats(ZoneId zone, int maxJsonDepth, LogDraft payload) {
        TimestampScanner timestamps = new TimestampScanner(zone);
        NamedValues values = new NamedValues(timestamps);
        json = new JsonFormat(values, maxJsonDepth);
        logfmt = new LogfmtFormat(values);
        rfc5424 = new Rfc5424Format(timestamps, new StructuredData(values));
        rfc3164 = new Rfc3164Format(timestamps);
        cri = new CriFormat(timestamps);
        AmazonFormat amazon = new AmazonFormat(timestamps, values);
        bracketed = new BracketedTimeFormats(timestamps, values, amazon);
        files = new FileFormats(timestamps, values, amazon);
        envoy = new EnvoyFormat(timestamps, values);
        securityEvents = new SecurityEventFormat(values);
        audit = new AuditFormat(timestamps, values);
        text =
                new TextFormat(
                        timestamps,
                        new SystemHeaders(timestamps, values),
                        new InlineValues(values),
                        new BracketPart(values));
        messages = new KnownMessages(timestamps, values);
        this.payload = payload;
    }

    /**
     * Parses a line.
     *
     * @param hint what the receiver knows of the format, or null
     */
    public void parse(byte[] line, int start, int end, @Nullable String hint, LogDraft draft) {
        int from = contentStart(line, start, end);
        if (from == end) {
            return;
        }
        switch (line[from]) {
            case '{' -> jsonLine(line, from, end, draft);
            case '<' -> syslogLine(line, from, end, draft);
            default -> {
                if ("syslog".equals(hint) && rfc3164.parseBare(line, from, end, draft)) {
                    payload(draft, false);
                } else {
                    draft.forget();
                    textLine(line, from, end, draft);
                }
            }
        }
    }

    /**
     * Skips a byte order mark, and the spaces before a JSON object; a text keeps its indentation.
     */
    private static int contentStart(byte[] line, int start, int end) {
        int from = ByteOrderMark.skip(line, start, end);
        int first = Ascii.skipSpaces(line, from, end);
        return first < end && line[first] == '{' ? first : from;
    }

    private void syslogLine(byte[] line, int start, int end, LogDraft draft) {
        boolean isKnown =
                isOf(rfc5424, line, start, end, draft) || isOf(rfc3164, line, start, end, draft);
        if (isKnown) {
            payload(draft, false);
        } else {
            text.parse(line, start, end, draft);
        }
    }

    private void jsonLine(byte[] line, int start, int end, LogDraft draft) {
        if (!isOf(json, line, start, end, draft)) {
            text.parse(line, start, end, draft);
        } else if (json.isBodyALine()) {
            payload(draft, true);
        }
    }

    private void textLine(byte[] line, int start, int end, LogDraft draft) {
        if (isOf(cri, line, start, end, draft)) {
            payload(draft, true);
        } else if (isDelimited(line, start, end, draft) || isOf(logfmt, line, start, end, draft)) {
            // Says all there is to say.
            return;
        } else if (isCisco(line, start, end, draft) || isOf(rfc3164, line, start, end, draft)) {
            payload(draft, false);
        } else {
            text.parse(line, start, end, draft);
            messages.read(draft);
        }
    }

    /** A device's message whose time was left out. */
    private static boolean isCisco(byte[] line, int start, int end, LogDraft draft) {
        if (line[start] != '%' || !CiscoMessage.parse(line, start, end, draft)) {
            return false;
        }
        draft.format("rfc3164");
        return true;
    }

    /** Formats of programs that write values in an order of their own. */
    private boolean isDelimited(byte[] line, int start, int end, LogDraft draft) {
        LineFormat format =
                switch (line[start]) {
                    case '[' -> envoy;
                    case 'C', 'L' -> securityEvents;
                    default -> files;
                };
        return (line[start] == 't' && isOf(audit, line, start, end, draft))
                || isOf(format, line, start, end, draft)
                || isOf(bracketed, line, start, end, draft);
    }

    /**
     * Parses the body on when it is a line of a known format itself. Behind syslog a text has to be
     * complete for that, since time and severity are known; in a container's log any header counts.
     */
    private void payload(LogDraft draft, boolean isAnyTextParsed) {
        if (!draft.has(LogColumn.BODY)) {
            return;
        }
        Slice body = draft.text(LogColumn.BODY);
        byte[] bytes = body.bytes();
        int end = body.end();
        int start = body.start();
        if (Ascii.startsWith(CEE, bytes, start, end)) {
            start = Ascii.skipSpaces(bytes, start + CEE.length(), end);
        }
        if (start == end) {
            return;
        }
        payload.clear(draft.observedTimestamp());
        boolean isKnown =
                bytes[start] == '{'
                        ? isOf(json, bytes, start, end, payload)
                        : isDelimited(bytes, start, end, payload)
                                || isOf(logfmt, bytes, start, end, payload)
                                || isHeaded(bytes, start, end, isAnyTextParsed);
        if (isKnown) {
            draft.takeOver(payload);
            byte[] format = payload.format().getBytes(StandardCharsets.US_ASCII);
            draft.addAttribute("payload_format", format, 0, format.length);
        } else if (draft.severityNumber() == 0 && payload.severityNumber() != 0) {
            // A syslog file does not say the severity, the message may: "error: no such key".
            Slice word = payload.text(LogColumn.SEVERITY_TEXT);
            draft.putSeverity(payload.severityNumber());
            draft.put(LogColumn.SEVERITY_TEXT, word.bytes(), word.start(), word.end());
        }
        messages.read(draft);
    }

    private boolean isHeaded(byte[] bytes, int start, int end, boolean isAnyHeaderEnough) {
        text.parse(bytes, start, end, payload);
        boolean hasHeader = payload.hasTimestamp() || payload.severityNumber() != 0;
        return !payload.format().equals("text") || (isAnyHeaderEnough && hasHeader);
    }

    private static boolean isOf(
            LineFormat format, byte[] line, int start, int end, LogDraft draft) {
        if (format.parse(line, start, end, draft)) {
            return true;
        }
        draft.forget();
        return false;
    }
}
