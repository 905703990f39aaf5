package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.Ascii;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.severity.SeverityWords;
import io.stacklens.parser.time.TimestampScanner;

/**
 * Syslog as programs really write it, after RFC 3164: {@code <34>Nov 22 08:15:30 host tag[pid]:
 * message}, where everything may be missing but the message. Without a priority a line is taken for
 * syslog only when time, host and tag are all there, or when it came in through a syslog port.
 */
public final class Rfc3164Format implements LineFormat {

    private static final int LONGEST_TAG = 64;

    private final TimestampScanner timestamps;

    public Rfc3164Format(TimestampScanner timestamps) {
        this.timestamps = timestamps;
    }

    @Override
    public boolean parse(byte[] line, int start, int end, LogDraft draft) {
        int priorityEnd = SyslogPriority.end(line, start, end);
        if (priorityEnd < 0) {
            return header(line, start, end, draft, true);
        }
        SyslogPriority.put(draft, line, start, priorityEnd);
        return header(line, priorityEnd, end, draft, false);
    }

    /** Parses what came in through a syslog port without a priority. */
    boolean parseBare(byte[] line, int start, int end, LogDraft draft) {
        return header(line, start, end, draft, false);
    }

    private boolean header(byte[] line, int start, int end, LogDraft draft, boolean isStrict) {
        if (isStrict && !Ascii.isUpper(line[start])) {
            return false;
        }
        int at = timestamps.scan(line, start, end, draft);
        boolean hasTime = at >= 0;
        if (!hasTime) {
            at = start;
        } else if (at < end && line[at] == ':') {
            at++;
        }
        at = skipSpaces(line, at, end);
        int tag = tag(line, at, end, draft);
        if (tag < 0 && hasTime) {
            int hostEnd = Ascii.findBlank(line, at, end);
            draft.put(LogColumn.HOST, line, at, hostEnd);
            at = hostEnd < end && line[hostEnd] == ' ' ? hostEnd + 1 : hostEnd;
            tag = tag(line, at, end, draft);
        }
        if (isStrict && (!hasTime || tag < 0 || !draft.has(LogColumn.HOST))) {
            return false;
        }
        if (tag >= 0) {
            at = skipSpaces(line, tag, end);
        }
        draft.put(LogColumn.BODY, line, at, Math.max(at, Ascii.trimEnd(line, at, end)));
        draft.format("rfc3164");
        return true;
    }

    /** Reads {@code name:}, {@code name[pid]:} or {@code name[pid]}; answers its end, or -1. */
    private static int tag(byte[] line, int start, int end, LogDraft draft) {
        int longest = Math.min(end, start + LONGEST_TAG);
        int nameEnd = start;
        while (nameEnd < longest && isTagByte(line[nameEnd])) {
            nameEnd++;
        }
        if (nameEnd == start || nameEnd == end) {
            return -1;
        }
        int at = nameEnd;
        if (line[at] == '[') {
            int close = Ascii.find(']', line, at, Math.min(end, at + 32));
            if (close >= end || line[close] != ']') {
                return -1;
            }
            draft.addAttribute("proc_id", line, at + 1, close);
            at = close + 1;
        }
        boolean hasColon = at < end && line[at] == ':' && (at + 1 == end || line[at + 1] == ' ');
        boolean hasPid = at > nameEnd;
        // "error: disk full" names a severity, not a program.
        boolean isSeverity = SeverityWords.number(line, start, nameEnd) != 0;
        if (!hasPid && (!hasColon || isSeverity)) {
            return -1;
        }
        draft.appName().set(line, start, nameEnd);
        return hasColon ? at + 1 : at;
    }

    private static int skipSpaces(byte[] line, int start, int end) {
        int at = start;
        while (at < end && line[at] == ' ') {
            at++;
        }
        return at;
    }

    private static boolean isTagByte(int b) {
        return Ascii.isLetter(b)
                || Ascii.isDigit(b)
                || b == '-'
                || b == '_'
                || b == '.'
                || b == '/'
                || b == '%'
                || b == '('
                || b == ')';
    }
}
