package io.stacklens.parser.format;

import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.severity.SeverityWords;
import io.stacklens.pipeline.text.Ascii;

/**
 * The program in a syslog message: {@code name:}, {@code name[pid]:}, {@code name[pid]}, macOS's
 * {@code name[pid] (address):} and {@code Some Name[pid]:}, and the topics of MikroTik.
 */
final class SyslogTag {

    private static final int LONGEST = 64;
    private static final int LONGEST_PROCESS = 32;
    private static final int LONGEST_ADDRESS = 128;

    private SyslogTag() {}

    /** Answers where the tag ends, or -1 when there is none here. */
    static int read(byte[] line, int start, int end, LogDraft draft) {
        int dashes = Ascii.skipSpaces(line, start, end);
        int from = Ascii.startsWith("-- ", line, dashes, end) ? dashes + 3 : start;
        int longest = Math.min(end, from + LONGEST);
        int nameEnd = nameEnd(line, from, longest);
        if (nameEnd == from || nameEnd == end) {
            return -1;
        }
        int at = nameEnd;
        if (line[at] == ' ') {
            at = capitalizedEnd(line, from, nameEnd, longest);
            nameEnd = at < 0 ? nameEnd : at;
            at = versionEnd(line, nameEnd, longest);
        }
        if (line[at] == ',') {
            return topics(line, from, end, draft);
        }
        if (line[at] == '[') {
            int close = Ascii.find(']', line, at, Math.min(end, at + LONGEST_PROCESS));
            if (close >= end || line[close] != ']') {
                return -1;
            }
            draft.addAttribute("proc_id", line, at + 1, close);
            at = addressEnd(line, close + 1, end, draft);
        }
        boolean hasColon = at < end && line[at] == ':' && (at + 1 == end || line[at + 1] == ' ');
        boolean hasPid = at > nameEnd && line[nameEnd] == '[';
        // "error: disk full" names a severity, not a program.
        boolean isSeverity = SeverityWords.number(line, from, nameEnd) != 0;
        if (!hasPid && (!hasColon || isSeverity || isException(line, from, nameEnd))) {
            return -1;
        }
        draft.appName().set(line, from, nameEnd);
        return hasColon ? at + 1 : at;
    }

    /**
     * What a trace begins with that comes without a header: {@code TypeError: x is no function}.
     */
    private static boolean isException(byte[] line, int start, int end) {
        return endsWith("Error", line, start, end) || endsWith("Exception", line, start, end);
    }

    private static boolean endsWith(String text, byte[] line, int start, int end) {
        int from = end - text.length();
        return from >= start && Ascii.startsWith(text, line, from, end);
    }

    private static int nameEnd(byte[] line, int start, int end) {
        int at = start;
        while (at < end && isTagByte(line[at])) {
            at++;
        }
        return at;
    }

    /** End of a name of several words, each with a capital, before a process id; else -1. */
    private static int capitalizedEnd(byte[] line, int start, int firstEnd, int end) {
        if (!Ascii.isUpper(line[start])) {
            return -1;
        }
        int at = firstEnd;
        while (at + 1 < end && line[at] == ' ' && Ascii.isUpper(line[at + 1])) {
            at = nameEnd(line, at + 1, end);
        }
        boolean isBeforeProcess = at + 1 < end && line[at] == '[' && Ascii.isDigit(line[at + 1]);
        return isBeforeProcess ? at : -1;
    }

    /** {@code syslogd 1.4.1: restart.} */
    private static int versionEnd(byte[] line, int nameEnd, int end) {
        int at = nameEnd + 1;
        while (at < end && (Ascii.isDigit(line[at]) || line[at] == '.')) {
            at++;
        }
        boolean isVersion =
                at < end
                        && line[at] == ':'
                        && line[nameEnd] == ' '
                        && Ascii.find('.', line, nameEnd, at) < at;
        return isVersion ? at : nameEnd;
    }

    private static int addressEnd(byte[] line, int at, int end, LogDraft draft) {
        if (!Ascii.startsWith(" (", line, at, end)) {
            return at;
        }
        int close = Ascii.find(')', line, at, Math.min(end, at + LONGEST_ADDRESS));
        if (!Ascii.startsWith("):", line, close, end)) {
            return at;
        }
        draft.addAttribute("address", line, at + 2, close);
        return close + 1;
    }

    /** {@code system,info,account message}: the severity is one of the topics. */
    private static int topics(byte[] line, int start, int end, LogDraft draft) {
        int stop = Ascii.find(' ', line, start, Math.min(end, start + LONGEST));
        int severity = 0;
        for (int at = start; at < stop; ) {
            int topicEnd = Ascii.find(',', line, at, stop);
            if (topicEnd == at || nameEnd(line, at, topicEnd) != topicEnd) {
                return -1;
            }
            severity = severity == 0 ? SeverityWords.number(line, at, topicEnd) : severity;
            at = topicEnd + 1;
        }
        if (severity == 0 || stop == end) {
            return -1;
        }
        if (draft.severityNumber() == 0) {
            draft.putSeverity(severity);
        }
        draft.addAttribute("topics", line, start, stop);
        draft.appName().set(line, start, Ascii.find(',', line, start, stop));
        return stop + 1;
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
                || b == ')'
                || b == '@'
                || b == '+';
    }
}
