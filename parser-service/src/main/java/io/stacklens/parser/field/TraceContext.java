package io.stacklens.parser.field;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.pipeline.text.Ascii;

/** Ids of traces and spans, alone and in the W3C header {@code traceparent}. */
final class TraceContext {

    private static final int LONGEST_ID = 64;

    private TraceContext() {}

    /**
     * Puts an id into its column. Google writes it behind {@code projects/p/traces/}, others behind
     * {@code 0x}.
     */
    static boolean put(LogDraft draft, LogColumn column, byte[] value, int start, int end) {
        int from = Ascii.startsWith("0x", value, start, end) ? start + 2 : start;
        if (Ascii.startsWith("projects/", value, start, end)) {
            from = end;
            while (value[from - 1] != '/') {
                from--;
            }
        }
        return isId(value, from, end) && draft.put(column, value, from, end);
    }

    private static boolean isId(byte[] value, int start, int end) {
        for (int at = start; at < end; at++) {
            if (!Ascii.isLetter(value[at]) && !Ascii.isDigit(value[at]) && value[at] != '-') {
                return false;
            }
        }
        return end - start <= LONGEST_ID;
    }

    /**
     * {@code 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01}: version, trace, span, flags.
     */
    static boolean putTraceparent(LogDraft draft, byte[] value, int start, int end) {
        boolean isTraceparent =
                end - start >= 55
                        && value[start + 2] == '-'
                        && value[start + 35] == '-'
                        && value[start + 52] == '-';
        if (isTraceparent) {
            draft.put(LogColumn.TRACE_ID, value, start + 3, start + 35);
            draft.put(LogColumn.SPAN_ID, value, start + 36, start + 52);
        }
        return false;
    }
}
