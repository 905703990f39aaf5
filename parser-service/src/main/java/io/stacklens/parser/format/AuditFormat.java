package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

/**
 * A record of Linux' audit daemon: {@code type=LOGIN msg=audit(1364481363.243:24287): pid=1 uid=0},
 * at times with words among the pairs and more pairs in {@code msg='…'}. The number behind the time
 * joins the records of one event. The body is the whole line.
 */
final class AuditFormat implements LineFormat {

    private static final String TYPE = "type=";
    private static final String STAMP = " msg=audit(";
    private static final int LONGEST_TYPE = 40;

    private final TimestampScanner timestamps;
    private final NamedValues values;

    AuditFormat(TimestampScanner timestamps, NamedValues values) {
        this.timestamps = timestamps;
        this.values = values;
    }

    @Override
    public boolean parse(byte[] line, int start, int end, LogDraft draft) {
        if (!Ascii.startsWith(TYPE, line, start, end)) {
            return false;
        }
        int type = start + TYPE.length();
        int typeEnd = Ascii.find(' ', line, type, Math.min(end, type + LONGEST_TYPE));
        if (typeEnd == type || !Ascii.startsWith(STAMP, line, typeEnd, end)) {
            return false;
        }
        int time = typeEnd + STAMP.length();
        int timeEnd = Ascii.find(':', line, time, end);
        int idEnd = Ascii.find(')', line, timeEnd, end);
        if (idEnd == end
                || !Ascii.areDigits(line, timeEnd + 1, idEnd)
                || !timestamps.scanWhole(line, time, timeEnd, draft)) {
            return false;
        }
        draft.addAttribute("audit_type", line, type, typeEnd);
        draft.addAttribute("audit_id", line, timeEnd + 1, idEnd);
        int bodyEnd = Ascii.trimEnd(line, start, end);
        values.begin();
        pairs(line, idEnd + 1, bodyEnd, draft);
        values.finish(draft);
        draft.put(LogColumn.BODY, line, start, bodyEnd);
        draft.format("auditd");
        return true;
    }

    private void pairs(byte[] line, int start, int end, LogDraft draft) {
        int at = start;
        while (at < end) {
            int keyEnd = at;
            while (keyEnd < end && isKeyByte(line[keyEnd])) {
                keyEnd++;
            }
            boolean isPair = keyEnd > at && keyEnd < end && line[keyEnd] == '=';
            if (!isPair) {
                at = Math.max(at + 1, keyEnd);
                continue;
            }
            int value = keyEnd + 1;
            if (value < end && line[value] == '\'') {
                at = value + 1; // pairs within the message
                continue;
            }
            boolean isQuoted = value < end && line[value] == '"';
            int from = isQuoted ? value + 1 : value;
            int to = isQuoted ? Ascii.find('"', line, from, end) : valueEnd(line, from, end);
            if (to > from && !Ascii.is("?", line, from, to)) {
                put(line, at, keyEnd, from, to, draft);
            }
            at = to + 1;
        }
    }

    /** Most names mean something else here than elsewhere: a path is a file's. */
    private void put(byte[] line, int key, int keyEnd, int from, int to, LogDraft draft) {
        if (Ascii.is("addr", line, key, keyEnd)) {
            values.putClientAddress(draft, line, from, to);
        } else if (Ascii.is("uid", line, key, keyEnd) || Ascii.is("comm", line, key, keyEnd)) {
            values.put(draft, line, key, keyEnd, line, from, to);
        } else {
            draft.addAttribute(line, key, keyEnd, line, from, to);
        }
    }

    private static int valueEnd(byte[] line, int from, int end) {
        int at = from;
        while (at < end && !Ascii.isSpace(line[at]) && line[at] != '\'') {
            at++;
        }
        return at;
    }

    private static boolean isKeyByte(int b) {
        return Ascii.isLetter(b) || Ascii.isDigit(b) || b == '_' || b == '-';
    }
}
