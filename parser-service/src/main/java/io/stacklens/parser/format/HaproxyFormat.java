package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

/**
 * HAProxy's logs of requests (http), connections (tcp) and errors, which share their begin: {@code
 * 203.0.113.9:33317 [22/Nov/2026:08:10:00.655] frontend backend/server 10/0/30/69/109 …}. The last
 * of the times is the whole. The body stays the whole line.
 */
final class HaproxyFormat {

    private static final int MOST_TIMERS = 6;

    private final TimestampScanner timestamps;
    private final NamedValues values;

    HaproxyFormat(TimestampScanner timestamps, NamedValues values) {
        this.timestamps = timestamps;
        this.values = values;
    }

    /** Parses a line whose bracket stands behind one word. */
    boolean parse(byte[] line, int start, int bracket, int end, LogDraft draft) {
        int timeEnd = timestamps.scan(line, bracket + 1, end, draft);
        boolean isLikely =
                timeEnd > 0
                        && Ascii.startsWith("] ", line, timeEnd, end)
                        && Ascii.isDigit(line[bracket - 2])
                        && Ascii.find(':', line, start, bracket) < bracket;
        if (!isLikely) {
            return false;
        }
        int frontend = timeEnd + 2;
        int frontendEnd = Ascii.find(' ', line, frontend, end);
        int backend = Math.min(end, frontendEnd + 1);
        int backendEnd = Ascii.find(' ', line, backend, end);
        int slash = Ascii.find('/', line, backend, backendEnd);
        int timers = Math.min(end, backendEnd + 1);
        int timersEnd = Ascii.find(' ', line, timers, end);
        int last = lastTimer(line, timers, timersEnd);
        if (last >= 0 && slash < backendEnd) {
            draft.addAttribute("frontend", line, frontend, frontendEnd);
            draft.addAttribute("backend", line, backend, slash);
            draft.addAttribute("server", line, slash + 1, backendEnd);
            draft.addAttribute("timers", line, timers, timersEnd);
            long took = Ascii.number(line, last, timersEnd);
            if (took >= 0) {
                draft.putDurationMs((double) took);
            }
            rest(line, timersEnd + 1, end, draft);
        } else if (line[frontendEnd - 1] == ':') {
            // frontend/socket: SSL handshake failure
            int name = Ascii.find('/', line, frontend, frontendEnd - 1);
            draft.addAttribute("frontend", line, frontend, name);
        } else {
            return false;
        }
        // A port is always there, also behind the colons of IPv6.
        int port = bracket - 1;
        while (line[port] != ':') {
            port--;
        }
        values.putClientAddress(draft, line, start, port);
        draft.put(LogColumn.BODY, line, start, Ascii.trimEnd(line, start, end));
        draft.format("haproxy");
        return true;
    }

    /** A status and a count of bytes with http, a count alone with tcp, then how it ended. */
    private void rest(byte[] line, int start, int end, LogDraft draft) {
        int firstEnd = Ascii.find(' ', line, Math.min(start, end), end);
        int second = Math.min(end, firstEnd + 1);
        int secondEnd = Ascii.find(' ', line, second, end);
        boolean isHttp = Ascii.areDigits(line, second, secondEnd);
        int bytes = isHttp ? second : start;
        int bytesEnd = isHttp ? secondEnd : firstEnd;
        if (isHttp) {
            values.putStatus(draft, line, start, firstEnd);
        }
        if (bytes < bytesEnd) {
            draft.addAttribute("response_bytes", line, bytes, bytesEnd);
        }
        int state = Math.min(end, bytesEnd + 1);
        if (isHttp) {
            // Two cookies stand before it.
            state = Math.min(end, Ascii.find(' ', line, state, end) + 1);
            state = Math.min(end, Ascii.find(' ', line, state, end) + 1);
        }
        int stateEnd = Ascii.find(' ', line, state, end);
        if (state < stateEnd) {
            draft.addAttribute("termination_state", line, state, stateEnd);
        }
        int request = Ascii.find('"', line, stateEnd, end);
        if (isHttp && request < end) {
            int requestEnd = Columns.closingQuote(line, request + 1, end);
            values.putRequestLine(draft, line, request + 1, requestEnd);
        }
    }

    /** Where the last of the numbers between slashes begins, or -1 when they are none. */
    private static int lastTimer(byte[] line, int start, int end) {
        int last = start;
        int timers = 1;
        for (int at = start; at < end; at++) {
            int b = line[at];
            if (b == '/') {
                timers++;
                last = at + 1;
            } else if (!Ascii.isDigit(b) && b != '-' && b != '+') {
                return -1;
            }
        }
        // A plus says that the log was written before the end.
        boolean isPlus = last < end && line[last] == '+';
        return timers >= 3 && timers <= MOST_TIMERS && last < end ? (isPlus ? last + 1 : last) : -1;
    }
}
