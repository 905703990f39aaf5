package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.severity.SeverityWords;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

/**
 * Syslog as programs really write it, after RFC 3164: {@code <34>Nov 22 08:15:30 host tag[pid]:
 * message}, where everything may be missing but the message. Without a priority a line is taken for
 * syslog only when time, host and tag are all there, or when it came in through a syslog port.
 */
public final class Rfc3164Format implements LineFormat {

    private static final int LONGEST_HOST = 255;
    private static final int LONGEST_SEQUENCE = 80;
    private static final int LONGEST_THREAD = 80;

    /** A full date and a {@code T}: what an ISO time begins with. */
    private static final int ISO_DATE = 10;

    private final TimestampScanner timestamps;

    public Rfc3164Format(TimestampScanner timestamps) {
        this.timestamps = timestamps;
    }

    @Override
    public boolean parse(byte[] line, int start, int end, LogDraft draft) {
        int priorityEnd = SyslogPriority.end(line, start, end);
        if (priorityEnd < 0) {
            return isLikely(line, start, end) && header(line, start, end, draft, Head.FILE);
        }
        SyslogPriority.put(draft, line, start, priorityEnd);
        return header(line, priorityEnd, end, draft, Head.PRIORITY);
    }

    /**
     * Parses what came in through a syslog port without a priority. It is what a daemon writes when
     * it names a program or, behind syslog's own time, a host; else some program's text.
     */
    boolean parseBare(byte[] line, int start, int end, LogDraft draft) {
        return header(line, start, end, draft, Head.BARE);
    }

    /** A month's name, an ISO time, or a star before the time of a device with a wrong clock. */
    private static boolean isLikely(byte[] line, int start, int end) {
        int first = line[start];
        if (Ascii.isDigit(first)) {
            return end - start > ISO_DATE
                    && (line[start + ISO_DATE] == 'T'
                            || (line[start + 4] == ' ' && Ascii.isUpper(line[start + 5])));
        }
        return Ascii.isUpper(first)
                || (first == '*' && start + 1 < end && Ascii.isUpper(line[start + 1]));
    }

    private boolean header(byte[] line, int start, int end, LogDraft draft, Head head) {
        boolean isStrict = head == Head.FILE;
        int from = isStrict ? start : CiscoMessage.sequenceEnd(line, start, end, draft);
        from += from < end && (line[from] == '*' || line[from] == '.') ? 1 : 0;
        int at = timestamps.scan(line, from, end, draft);
        boolean hasTime = at >= 0;
        if (!hasTime) {
            at = from;
        } else if (at < end && line[at] == ':') {
            at++;
        }
        if (isStrict && (!hasTime || !isZoned(line, start, at))) {
            return false;
        }
        at = skipSpaces(line, at, end);
        if (CiscoMessage.parse(line, at, end, draft)) {
            draft.format("rfc3164");
            return true;
        }
        int tag = SyslogTag.read(line, at, end, draft);
        if (tag < 0 && hasTime) {
            at = host(line, at, end, draft);
            if (relayedCisco(line, at, end, draft)) {
                draft.format("rfc3164");
                return true;
            }
            tag = SyslogTag.read(line, at, end, draft);
        }
        boolean isDaemons = tag >= 0 || isRepeated(line, at, end);
        if (isStrict && (!isDaemons || !isComplete(draft))) {
            return false;
        }
        if (head == Head.BARE && !isSyslog(line, from, hasTime, isDaemons, draft)) {
            return false;
        }
        if (tag >= 0) {
            at = skipSpaces(line, tag, end);
        }
        at = threadAndLogger(line, at, end, draft);
        draft.put(LogColumn.BODY, line, at, Math.max(at, Ascii.trimEnd(line, at, end)));
        draft.format("rfc3164");
        return true;
    }

    /** Behind a time in digits most programs write a severity or a thread, and no host. */
    private static boolean isSyslog(
            byte[] line, int from, boolean hasTime, boolean isDaemons, LogDraft draft) {
        if (!hasTime) {
            return isDaemons;
        }
        return !Ascii.isDigit(line[from]) || (isDaemons && isComplete(draft));
    }

    /** What logback's appender for syslog writes before a message: {@code [main] shop.Checkout}. */
    private static int threadAndLogger(byte[] line, int start, int end, LogDraft draft) {
        if (start >= end || line[start] != '[') {
            return start;
        }
        int close = Ascii.find(']', line, start, Math.min(end, start + LONGEST_THREAD));
        if (!Ascii.startsWith("] ", line, close, end)) {
            return start;
        }
        int logger = close + 2;
        int loggerEnd = Ascii.find(' ', line, logger, end);
        int name = logger;
        for (int at = logger; at < loggerEnd; at++) {
            if (line[at] == '.') {
                name = at + 1;
            } else if (!Ascii.isLetter(line[at]) && !Ascii.isDigit(line[at]) && line[at] != '_') {
                return start;
            }
        }
        boolean isClass =
                name > logger
                        && name < loggerEnd
                        && Ascii.isLetter(line[logger])
                        && Ascii.isUpper(line[name]);
        if (!isClass) {
            return start;
        }
        draft.addAttribute("thread", line, start + 1, close);
        draft.put(LogColumn.LOGGER, line, logger, loggerEnd);
        return Math.min(end, loggerEnd + 1);
    }

    /** A relay puts its own time and the host before all that the device wrote. */
    private boolean relayedCisco(byte[] line, int start, int end, LogDraft draft) {
        if (Ascii.indexOf("%", line, start, Math.min(end, start + LONGEST_SEQUENCE)) < 0) {
            return false;
        }
        int at = CiscoMessage.sequenceEnd(line, start, end, draft);
        at += at < end && (line[at] == '*' || line[at] == '.') ? 1 : 0;
        int timeEnd = timestamps.scan(line, at, end, draft);
        if (timeEnd > 0) {
            at = timeEnd + (timeEnd < end && line[timeEnd] == ':' ? 1 : 0);
        }
        return CiscoMessage.parse(line, skipSpaces(line, at, end), end, draft);
    }

    /** What the daemon itself says has no tag. */
    private static boolean isRepeated(byte[] line, int start, int end) {
        return Ascii.startsWith("last message repeated ", line, start, end)
                || Ascii.startsWith("--- last message repeated ", line, start, end)
                || Ascii.startsWith("message repeated ", line, start, end)
                || Ascii.startsWith("--MARK--", line, start, end)
                || Ascii.startsWith("-- MARK --", line, start, end);
    }

    /** Answers where the host ends; a colon behind it is none of it. */
    private static int host(byte[] line, int start, int end, LogDraft draft) {
        int wordEnd = Ascii.findBlank(line, start, Math.min(end, start + LONGEST_HOST));
        boolean hasColon = wordEnd > start + 1 && line[wordEnd - 1] == ':';
        draft.put(LogColumn.HOST, line, start, hasColon ? wordEnd - 1 : wordEnd);
        int at = skipSpaces(line, wordEnd, Math.min(end, wordEnd + 1));
        return Ascii.startsWith(": ", line, at, end) ? at + 2 : at;
    }

    /**
     * Without a priority an ISO time is that of a syslog daemon only with a numeric offset:
     * programs write {@code Z}, or no zone at all.
     */
    private static boolean isZoned(byte[] line, int start, int end) {
        if (!Ascii.isDigit(line[start]) || line[start + ISO_DATE] != 'T') {
            return true;
        }
        int at = end - 1;
        while (at > start + ISO_DATE && (Ascii.isDigit(line[at]) || line[at] == ':')) {
            at--;
        }
        return line[at] == '+' || line[at] == '-';
    }

    /** A host and a program; some platforms write a program and its process only. */
    private static boolean isComplete(LogDraft draft) {
        if (!draft.has(LogColumn.HOST)) {
            return draft.attributes().size() > 0;
        }
        var host = draft.text(LogColumn.HOST);
        return SeverityWords.number(host.bytes(), host.start(), host.end()) == 0
                && host.bytes()[host.start()] != '[';
    }

    /** What shows that a line is syslog. */
    private enum Head {
        PRIORITY,
        /** A file's line: time, host and tag together. */
        FILE,
        /** The port that it came in by. */
        BARE
    }

    private static int skipSpaces(byte[] line, int start, int end) {
        int at = start;
        while (at < end && line[at] == ' ') {
            at++;
        }
        return at;
    }
}
