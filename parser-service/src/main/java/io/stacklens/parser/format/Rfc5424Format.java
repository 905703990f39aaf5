package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.ByteOrderMark;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

/**
 * Syslog as RFC 5424 has it: {@code <34>1 time host app pid msgid [data] message}. Structured data
 * becomes attributes {@code sd.<id>.<name>}; a {@code -} means that a field is not there.
 */
public final class Rfc5424Format implements LineFormat {

    private final TimestampScanner timestamps;
    private final StructuredData structuredData;

    public Rfc5424Format(TimestampScanner timestamps, StructuredData structuredData) {
        this.timestamps = timestamps;
        this.structuredData = structuredData;
    }

    @Override
    public boolean parse(byte[] line, int start, int end, LogDraft draft) {
        int priorityEnd = SyslogPriority.end(line, start, end);
        if (priorityEnd < 0 || !Ascii.startsWith("1 ", line, priorityEnd, end)) {
            return false;
        }
        int at = time(line, priorityEnd + 2, end, draft);
        if (at < 0) {
            return false;
        }
        SyslogPriority.put(draft, line, start, priorityEnd);
        at = host(line, at, end, draft);
        at = appName(line, at, end, draft);
        at = attribute("proc_id", line, at, end, draft);
        at = attribute("msg_id", line, at, end, draft);
        at = structuredData.read(line, at, end, draft);
        message(line, at, end, draft);
        draft.format("rfc5424");
        return true;
    }

    private int time(byte[] line, int start, int end, LogDraft draft) {
        int fieldEnd = Ascii.find(' ', line, start, end);
        boolean isAbsent = isNil(line, start, fieldEnd);
        boolean isTime = isAbsent || timestamps.scan(line, start, fieldEnd, draft) == fieldEnd;
        return isTime ? Math.min(end, fieldEnd + 1) : -1;
    }

    private static int host(byte[] line, int start, int end, LogDraft draft) {
        int fieldEnd = Ascii.find(' ', line, start, end);
        if (!isNil(line, start, fieldEnd)) {
            draft.put(LogColumn.HOST, line, start, fieldEnd);
        }
        return Math.min(end, fieldEnd + 1);
    }

    private static int appName(byte[] line, int start, int end, LogDraft draft) {
        int fieldEnd = Ascii.find(' ', line, start, end);
        if (!isNil(line, start, fieldEnd)) {
            draft.appName().set(line, start, fieldEnd);
        }
        return Math.min(end, fieldEnd + 1);
    }

    private static int attribute(String key, byte[] line, int start, int end, LogDraft draft) {
        int fieldEnd = Ascii.find(' ', line, start, end);
        if (start < fieldEnd && !isNil(line, start, fieldEnd)) {
            draft.addAttribute(key, line, start, fieldEnd);
        }
        return Math.min(end, fieldEnd + 1);
    }

    private static void message(byte[] line, int start, int end, LogDraft draft) {
        int from = start < end && line[start] == ' ' ? start + 1 : start;
        from = ByteOrderMark.skip(line, from, end);
        draft.put(LogColumn.BODY, line, from, Math.max(from, Ascii.trimEnd(line, from, end)));
    }

    private static boolean isNil(byte[] line, int start, int end) {
        return end - start == 1 && line[start] == '-';
    }
}
