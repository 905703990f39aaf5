package io.stacklens.parser.field;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.severity.SeverityNumbers;
import io.stacklens.parser.severity.SeverityWords;
import io.stacklens.pipeline.text.Ascii;

/** Reads a severity that stands as a value of its own, as the several loggers write it. */
final class SeverityValue {

    private static final int ESCAPE = 27;

    private SeverityValue() {}

    /** Puts a severity written as word or number; answers false when the value is none. */
    static boolean put(LogDraft draft, byte[] value, int start, int end) {
        if (draft.has(LogColumn.SEVERITY_TEXT)) {
            return false;
        }
        int from = colourEnd(value, start, end);
        int to = from == start ? end : Ascii.find(ESCAPE, value, from, end);
        int number = number(value, from, to);
        if (number == 0) {
            return false;
        }
        // An OpenTelemetry number says it finer than its word.
        if (draft.severityNumber() == 0) {
            draft.putSeverity(number);
        }
        return draft.put(LogColumn.SEVERITY_TEXT, value, from, to);
    }

    /** MongoDB writes I, W, E, F and D1 to D5. */
    static boolean putLetter(LogDraft draft, byte[] value, int start, int end) {
        if (start == end || end - start > 2 || draft.has(LogColumn.SEVERITY_TEXT)) {
            return false;
        }
        int number =
                switch (value[start]) {
                    case 'F' -> 21;
                    case 'E' -> 17;
                    case 'W' -> 13;
                    case 'I' -> 9;
                    case 'D' -> 5;
                    default -> 0;
                };
        if (number == 0) {
            return false;
        }
        draft.putSeverity(number);
        return draft.put(LogColumn.SEVERITY_TEXT, value, start, end);
    }

    static boolean isWord(byte[] value, int start, int end) {
        return SeverityWords.number(value, start, end) != 0;
    }

    private static int number(byte[] value, int start, int end) {
        int number = SeverityWords.number(value, start, end);
        if (number != 0) {
            return number;
        }
        long level = Ascii.number(value, start, end);
        return level < 0 ? between(value, start, end) : SeverityNumbers.ofLevel(level);
    }

    /** Go's slog writes levels between its own as {@code WARN+2}; its steps are OpenTelemetry's. */
    private static int between(byte[] value, int start, int end) {
        int sign = end - 2;
        if (sign <= start || (value[sign] != '+' && value[sign] != '-')) {
            return 0;
        }
        int word = SeverityWords.number(value, start, sign);
        long steps = Ascii.number(value, sign + 1, end);
        if (word == 0 || steps < 0) {
            return 0;
        }
        return Math.clamp(value[sign] == '+' ? word + steps : word - steps, 1, 24);
    }

    /** Winston's colours stand around the word as escape sequences. */
    private static int colourEnd(byte[] value, int start, int end) {
        int at = start;
        while (at + 1 < end && value[at] == ESCAPE && value[at + 1] == '[') {
            at = Math.min(end, Ascii.find('m', value, at, end) + 1);
        }
        return at;
    }
}
