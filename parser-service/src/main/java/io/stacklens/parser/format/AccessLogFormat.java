package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.Ascii;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.TimestampScanner;

import java.nio.charset.StandardCharsets;

/**
 * Access logs of Apache, nginx and their kin: {@code host ident user [time] "request" status
 * bytes}, then referer and user agent, then what people add: a request time in seconds ({@code
 * 0.123}), a duration with its unit ({@code 12ms}), pairs ({@code rt=0.123}). The body stays the
 * whole line.
 */
public final class AccessLogFormat implements LineFormat {

    private static final byte[] REQUEST_TIME = "request_time".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DURATION = "duration".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STATUS = "status".getBytes(StandardCharsets.US_ASCII);

    private final TimestampScanner timestamps;
    private final NamedValues values;

    public AccessLogFormat(TimestampScanner timestamps, NamedValues values) {
        this.timestamps = timestamps;
        this.values = values;
    }

    @Override
    public boolean parse(byte[] line, int start, int end, LogDraft draft) {
        int hostEnd = Ascii.find(' ', line, start, end);
        if (hostEnd == end) {
            return false;
        }
        if (parseFrom(line, start, start, end, draft)) {
            return true;
        }
        // Apache's vhost_combined begins with the virtual host and its port.
        boolean hasVirtualHost = Ascii.find(':', line, start, hostEnd) < hostEnd;
        return hasVirtualHost && parseFrom(line, hostEnd + 1, start, end, draft);
    }

    private boolean parseFrom(byte[] line, int from, int start, int end, LogDraft draft) {
        int clientEnd = Ascii.find(' ', line, from, end);
        int identEnd = Ascii.find(' ', line, Math.min(end, clientEnd + 1), end);
        int userEnd = Ascii.find(' ', line, Math.min(end, identEnd + 1), end);
        if (userEnd + 1 >= end || line[userEnd + 1] != '[') {
            return false;
        }
        int timeEnd = timestamps.scan(line, userEnd + 2, end, draft);
        if (timeEnd < 0 || !Ascii.startsWith("] \"", line, timeEnd, end)) {
            return false;
        }
        int requestStart = timeEnd + 3;
        int requestEnd = closingQuote(line, requestStart, end);
        int statusStart = requestEnd + 2;
        int statusEnd = Ascii.find(' ', line, Math.min(end, statusStart), end);
        if (statusEnd - statusStart != 3 || !Ascii.areDigits(line, statusStart, statusEnd)) {
            return false;
        }
        values.putClientAddress(draft, line, from, clientEnd);
        if (!isNone(line, identEnd + 1, userEnd)) {
            draft.put(LogColumn.USER_ID, line, identEnd + 1, userEnd);
        }
        values.putRequestLine(draft, line, requestStart, requestEnd);
        values.putInline(draft, STATUS, 0, STATUS.length, line, statusStart, statusEnd);
        int at = size(line, statusEnd + 1, end, draft);
        draft.format(isAtQuote(line, at, end) ? "combined" : "common");
        rest(line, at, end, draft);
        draft.put(LogColumn.BODY, line, start, Ascii.trimEnd(line, start, end));
        return true;
    }

    private static int size(byte[] line, int start, int end, LogDraft draft) {
        int sizeEnd = Ascii.findBlank(line, Math.min(start, end), end);
        if (Ascii.areDigits(line, start, sizeEnd)) {
            draft.addAttribute("response_bytes", line, start, sizeEnd);
        }
        return Math.min(end, sizeEnd + 1);
    }

    private void rest(byte[] line, int start, int end, LogDraft draft) {
        int at = start;
        int quoted = 0;
        while (at < end) {
            if (line[at] == ' ') {
                at++;
            } else if (line[at] == '"') {
                int close = closingQuote(line, at + 1, end);
                quotedValue(quoted, line, at + 1, close, draft);
                quoted++;
                at = close + 1;
            } else {
                int tokenEnd = Ascii.find(' ', line, at, end);
                token(line, at, tokenEnd, draft);
                at = tokenEnd;
            }
        }
    }

    private static void quotedValue(int position, byte[] line, int start, int end, LogDraft draft) {
        if (position < 2 && !isNone(line, start, end)) {
            draft.addAttribute(position == 0 ? "referer" : "user_agent", line, start, end);
        }
    }

    private void token(byte[] line, int start, int end, LogDraft draft) {
        int equals = Ascii.find('=', line, start, end);
        if (equals < end) {
            boolean isRequestTime = Ascii.is("rt", line, start, equals);
            byte[] key = isRequestTime ? REQUEST_TIME : line;
            values.putInline(
                    draft,
                    key,
                    isRequestTime ? 0 : start,
                    isRequestTime ? key.length : equals,
                    line,
                    equals + 1,
                    end);
        } else if (Ascii.isDigit(line[start]) && Ascii.find('.', line, start, end) < end) {
            values.putInline(draft, REQUEST_TIME, 0, REQUEST_TIME.length, line, start, end);
        } else if (Ascii.isDigit(line[start]) && line[end - 1] == 's') {
            values.putInline(draft, DURATION, 0, DURATION.length, line, start, end);
        }
    }

    private static int closingQuote(byte[] line, int start, int end) {
        int at = start;
        while (at < end && line[at] != '"') {
            at += line[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, end);
    }

    private static boolean isAtQuote(byte[] line, int at, int end) {
        return at < end && line[at] == '"';
    }

    private static boolean isNone(byte[] line, int start, int end) {
        return end <= start || (end - start == 1 && line[start] == '-');
    }
}
