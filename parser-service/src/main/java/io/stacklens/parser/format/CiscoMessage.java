package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.severity.SeverityNumbers;
import io.stacklens.pipeline.text.Ascii;

/**
 * What Cisco's devices write behind a syslog priority: sequence numbers before the time ({@code 45:
 * router1: 000123: }), and a message that begins with {@code %FACILITY-n-MNEMONIC:}, whose number
 * is the severity.
 */
final class CiscoMessage {

    private static final int LONGEST_MNEMONIC = 80;
    private static final int MOST_PARTS = 3;

    private CiscoMessage() {}

    /** Where the header goes on behind sequence numbers and the name between them. */
    static int sequenceEnd(byte[] line, int start, int end, LogDraft draft) {
        int at = start;
        // NX-OS writes a colon before the time.
        if (Ascii.startsWith(": ", line, at, end)) {
            return at + 2;
        }
        for (int part = 0; part < MOST_PARTS; part++) {
            int wordEnd = at;
            while (wordEnd < end
                    && wordEnd < at + 64
                    && line[wordEnd] != ':'
                    && line[wordEnd] != ' ') {
                wordEnd++;
            }
            if (wordEnd == at || !Ascii.startsWith(": ", line, wordEnd, end)) {
                return at;
            }
            if (Ascii.areDigits(line, at, wordEnd)) {
                draft.addAttribute("sequence", line, at, wordEnd);
            } else if (part > 0) {
                draft.put(LogColumn.HOST, line, at, wordEnd);
            } else {
                return at;
            }
            at = Ascii.skipSpaces(line, wordEnd + 1, end);
        }
        return at;
    }

    /** Parses the message that begins here; answers false when it is not Cisco's. */
    static boolean parse(byte[] line, int start, int end, LogDraft draft) {
        if (start >= end || line[start] != '%') {
            return false;
        }
        int colon = Ascii.find(':', line, start, Math.min(end, start + LONGEST_MNEMONIC));
        int severity = severityPosition(line, start + 1, colon);
        if (severity < 0 || colon >= end || line[colon] != ':') {
            return false;
        }
        if (draft.severityNumber() == 0) {
            draft.putSeverity(SeverityNumbers.ofSyslog(line[severity] - '0'));
            draft.put(LogColumn.SEVERITY_TEXT, line, severity, severity + 1);
        }
        draft.appName().set(line, start + 1, Ascii.find('-', line, start + 1, colon));
        draft.addAttribute("msg_id", line, start + 1, colon);
        int from = Ascii.skipSpaces(line, colon + 1, end);
        draft.put(LogColumn.BODY, line, from, Math.max(from, Ascii.trimEnd(line, from, end)));
        return true;
    }

    /** Where the digit between two dashes stands, or -1. */
    private static int severityPosition(byte[] line, int start, int end) {
        int severity = -1;
        for (int at = start; at < end; at++) {
            int b = line[at];
            boolean isName = Ascii.isLetter(b) || Ascii.isDigit(b) || b == '_' || b == '-';
            if (!isName) {
                return -1;
            }
            boolean isNumber =
                    b >= '0'
                            && b <= '7'
                            && at > start + 1
                            && line[at - 1] == '-'
                            && at + 1 < end
                            && line[at + 1] == '-';
            severity = isNumber && severity < 0 ? at : severity;
        }
        return severity;
    }
}
