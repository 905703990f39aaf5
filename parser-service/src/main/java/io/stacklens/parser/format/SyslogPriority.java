package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.severity.SeverityNumbers;
import io.stacklens.pipeline.text.Ascii;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The number in angle brackets that a syslog message begins with: facility and severity. */
final class SyslogPriority {

    private static final int HIGHEST = 191;
    private static final byte[][] SEVERITIES =
            bytes("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");
    private static final byte[][] FACILITIES =
            bytes(
                    "kern",
                    "user",
                    "mail",
                    "daemon",
                    "auth",
                    "syslog",
                    "lpr",
                    "news",
                    "uucp",
                    "cron",
                    "authpriv",
                    "ftp",
                    "ntp",
                    "audit",
                    "alert",
                    "clock",
                    "local0",
                    "local1",
                    "local2",
                    "local3",
                    "local4",
                    "local5",
                    "local6",
                    "local7");

    private SyslogPriority() {}

    /** Where the priority ends, or -1 when the line does not begin with one. */
    static int end(byte[] line, int start, int end) {
        if (start == end || line[start] != '<') {
            return -1;
        }
        int close = Ascii.find('>', line, start, Math.min(end, start + 5));
        boolean isPriority =
                close < end
                        && line[close] == '>'
                        && Ascii.areDigits(line, start + 1, close)
                        && Ascii.number(line, start + 1, close) <= HIGHEST;
        return isPriority ? close + 1 : -1;
    }

    static void put(LogDraft draft, byte[] line, int start, int priorityEnd) {
        int priority = (int) Ascii.number(line, start + 1, priorityEnd - 1);
        byte[] severity = SEVERITIES[priority & 7];
        byte[] facility = FACILITIES[priority >> 3];
        draft.putSeverity(SeverityNumbers.ofSyslog(priority & 7));
        draft.put(LogColumn.SEVERITY_TEXT, severity, 0, severity.length);
        draft.addAttribute("facility", facility, 0, facility.length);
    }

    private static byte[][] bytes(String... names) {
        return Arrays.stream(names)
                .map(name -> name.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }
}
