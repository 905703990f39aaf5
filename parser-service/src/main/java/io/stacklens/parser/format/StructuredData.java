package io.stacklens.parser.format;

import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Scratch;
import io.stacklens.pipeline.text.Ascii;

/** Reads the structured data of RFC 5424: elements {@code [id name="value" …]} side by side. */
public final class StructuredData {

    private static final byte[] PREFIX = {'s', 'd', '.'};

    private final NamedValues values;

    public StructuredData(NamedValues values) {
        this.values = values;
    }

    /** Answers where the data end; what is none is left for the message to begin with. */
    int read(byte[] line, int start, int end, LogDraft draft) {
        if (start < end && line[start] == '-' && (start + 1 == end || line[start + 1] == ' ')) {
            return start + 1;
        }
        int at = start;
        while (at < end && line[at] == '[') {
            int elementEnd = element(line, at, end, draft);
            if (elementEnd < 0) {
                return at;
            }
            at = elementEnd;
        }
        return at;
    }

    private int element(byte[] line, int start, int end, LogDraft draft) {
        int idEnd = start + 1;
        while (idEnd < end && line[idEnd] != ' ' && line[idEnd] != ']') {
            idEnd++;
        }
        int at = idEnd;
        while (at < end && line[at] == ' ') {
            int nameEnd = Ascii.find('=', line, at + 1, end);
            if (nameEnd + 1 >= end || line[nameEnd + 1] != '"') {
                return -1;
            }
            at = parameter(line, start + 1, idEnd, at + 1, nameEnd, end, draft);
            if (at < 0) {
                return -1;
            }
        }
        return at < end && line[at] == ']' ? at + 1 : -1;
    }

    /** Reads one quoted value; answers where its quote closes, or -1. */
    private int parameter(
            byte[] line,
            int idStart,
            int idEnd,
            int nameStart,
            int nameEnd,
            int end,
            LogDraft draft) {
        Scratch scratch = draft.scratch();
        int key = scratch.position();
        scratch.add(PREFIX, 0, PREFIX.length);
        scratch.add(line, idStart, idEnd);
        scratch.add('.');
        scratch.add(line, nameStart, nameEnd);
        int value = scratch.position();
        int at = nameEnd + 2;
        while (at < end && line[at] != '"') {
            boolean isEscape = line[at] == '\\' && at + 1 < end && isEscapable(line[at + 1]);
            at += isEscape ? 1 : 0;
            scratch.add(line[at]);
            at++;
        }
        if (at >= end) {
            return -1;
        }
        byte[] bytes = scratch.bytes();
        draft.addAttribute(bytes, key, value, bytes, value, scratch.position());
        values.putInline(draft, line, nameStart, nameEnd, bytes, value, scratch.position());
        return at + 1;
    }

    private static boolean isEscapable(int b) {
        return b == '"' || b == '\\' || b == ']';
    }
}
