package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

import java.nio.charset.StandardCharsets;

/**
 * Access logs of Apache, nginx and their kin: {@code host ident user [time] "request" status
 * bytes}, then referer and user agent, then what people add: a request time in seconds ({@code
 * 0.123}), a duration with its unit ({@code 12ms}) or in microseconds at the end of the line, pairs
 * ({@code rt=0.123}). The body stays the whole line.
 */
final class AccessLogFormat {

    private static final byte[] REQUEST_TIME = "request_time".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DURATION = "duration".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MICROS = "duration_us".getBytes(StandardCharsets.US_ASCII);

    /** As Apache's %D has it; fewer may well be seconds or a count. */
    private static final int SHORTEST_MICROS = 3;

    private final TimestampScanner timestamps;
    private final NamedValues values;

    AccessLogFormat(TimestampScanner timestamps, NamedValues values) {
        this.timestamps = timestamps;
        this.values = values;
    }

    /**
     * Parses a line whose time stands in a bracket behind a host, an identity and a user, which is
     * {@code -} when there is none; before the host may stand the virtual host, and it may be a
     * list.
     */
    boolean parse(byte[] line, int start, int bracket, int end, LogDraft draft) {
        int from = clientStart(line, start, bracket);
        if (from < 0) {
            return false;
        }
        int clientEnd = clientEnd(line, from, bracket);
        int identEnd = Ascii.find(' ', line, Math.min(bracket, clientEnd + 1), bracket);
        int userEnd = bracket - 1;
        if (identEnd >= userEnd) {
            return false;
        }
        int timeEnd = timestamps.scan(line, bracket + 1, end, draft);
        if (timeEnd < 0 || !Ascii.startsWith("] \"", line, timeEnd, end)) {
            return false;
        }
        int requestStart = timeEnd + 3;
        int requestEnd = Columns.closingQuote(line, requestStart, end);
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
        values.putStatus(draft, line, statusStart, statusEnd);
        int at = size(line, statusEnd + 1, end, draft);
        draft.format(isAtQuote(line, at, end) ? "combined" : "common");
        rest(line, at, end, draft);
        draft.put(LogColumn.BODY, line, start, Ascii.trimEnd(line, start, end));
        return true;
    }

    /** Apache's vhost_combined begins with the virtual host and its port. */
    private static int clientStart(byte[] line, int start, int bracket) {
        int firstEnd = Ascii.find(' ', line, start, bracket);
        int second = firstEnd + 1;
        int secondEnd = Ascii.find(' ', line, Math.min(second, bracket), bracket);
        if (secondEnd >= bracket - 1) {
            return -1;
        }
        boolean isSecondAddress = secondEnd - second > 1 && Ascii.isHex(line[second]);
        boolean isHost =
                line[firstEnd - 1] != ','
                        && isSecondAddress
                        && hasPointOrColon(line, second, secondEnd)
                        && hasPointOrColon(line, start, firstEnd);
        return isHost ? second : start;
    }

    private static boolean hasPointOrColon(byte[] line, int start, int end) {
        return Ascii.find('.', line, start, end) < end || Ascii.find(':', line, start, end) < end;
    }

    /** A list of forwarded addresses has a comma behind each but the last. */
    private static int clientEnd(byte[] line, int start, int bracket) {
        int at = Ascii.find(' ', line, start, bracket);
        while (at < bracket && at > start && line[at - 1] == ',') {
            at = Ascii.find(' ', line, at + 1, bracket);
        }
        return at;
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
                int close = Columns.closingQuote(line, at + 1, end);
                quotedValue(quoted, line, at + 1, close, draft);
                quoted++;
                at = close + 1;
            } else {
                int tokenEnd = Ascii.find(' ', line, at, end);
                token(line, at, tokenEnd, tokenEnd == end, draft);
                at = tokenEnd;
            }
        }
    }

    private static void quotedValue(int position, byte[] line, int start, int end, LogDraft draft) {
        if (position < 2 && !isNone(line, start, end)) {
            draft.addAttribute(position == 0 ? "referer" : "user_agent", line, start, end);
        }
    }

    private void token(byte[] line, int start, int end, boolean isLast, LogDraft draft) {
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
        } else if (isLast && end - start >= SHORTEST_MICROS && Ascii.areDigits(line, start, end)) {
            values.putInline(draft, MICROS, 0, MICROS.length, line, start, end);
        } else if (Ascii.isDigit(line[start]) && line[end - 1] == 's') {
            values.putInline(draft, DURATION, 0, DURATION.length, line, start, end);
        }
    }

    private static boolean isAtQuote(byte[] line, int at, int end) {
        return at < end && line[at] == '"';
    }

    private static boolean isNone(byte[] line, int start, int end) {
        return end <= start || (end - start == 1 && line[start] == '-');
    }
}
