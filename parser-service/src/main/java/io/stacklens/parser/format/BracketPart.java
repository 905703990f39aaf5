package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.severity.SeverityWords;
import io.stacklens.pipeline.text.Ascii;

/**
 * A part in brackets of a text line's header: a severity, a thread, a process id, a client, and
 * with Spring Boot the application's name. Not thread-safe.
 */
public final class BracketPart {

    private static final int LONGEST = 160;

    private final NamedValues values;
    private boolean hasThread;
    private boolean isSpring;

    public BracketPart(NamedValues values) {
        this.values = values;
    }

    void begin() {
        hasThread = false;
        isSpring = false;
    }

    boolean hasThread() {
        return hasThread;
    }

    /**
     * Says that the line is Spring Boot's, where the application's name comes before the thread.
     */
    void isSpring() {
        isSpring = true;
    }

    /** Reads the part; answers where it ends, or -1 when the message begins with it. */
    int read(byte[] line, int at, int end, LogDraft draft) {
        int close = Ascii.find(']', line, at, Math.min(end, at + LONGEST));
        if (close >= end || line[close] != ']') {
            return -1;
        }
        int from = Ascii.skipSpaces(line, at + 1, close);
        int to = Ascii.trimEnd(line, from, close);
        if (from == to) {
            return close + 1;
        }
        if (draft.severityNumber() == 0 && severity(line, from, to, draft)) {
            return close + 1;
        }
        boolean hasHeader = draft.hasTimestamp() || draft.severityNumber() != 0;
        if (!hasHeader && !isBeforeSeverity(line, close + 1, end)) {
            return -1;
        }
        return source(line, from, to, close + 1, end, draft) ? close + 1 : -1;
    }

    private static boolean severity(byte[] line, int from, int to, LogDraft draft) {
        // Apache writes the module before it: [core:error].
        int colon = Ascii.find(':', line, from, to);
        int wordStart = colon < to ? colon + 1 : from;
        int number = SeverityWords.number(line, wordStart, to);
        if (number == 0) {
            return false;
        }
        draft.putSeverity(number);
        draft.put(LogColumn.SEVERITY_TEXT, line, wordStart, to);
        if (colon < to) {
            draft.put(LogColumn.LOGGER, line, from, colon);
        }
        return true;
    }

    private boolean source(byte[] line, int from, int to, int next, int end, LogDraft draft) {
        if (Ascii.startsWith("pid ", line, from, to)) {
            draft.addAttribute("proc_id", line, from + 4, Ascii.find(':', line, from + 4, to));
            return true;
        }
        if (Ascii.startsWith("client ", line, from, to)) {
            values.putClientAddress(draft, line, from + 7, to);
            return true;
        }
        boolean isFirstOfTwo = isSpring && !hasThread && isBracketNext(line, next, end);
        if (isFirstOfTwo) {
            draft.put(LogColumn.SERVICE, line, from, to);
            isSpring = false;
            return true;
        }
        if (hasThread) {
            return false;
        }
        boolean isProcess = Ascii.areDigits(line, from, to);
        draft.addAttribute(isProcess ? "proc_id" : "thread", line, from, to);
        hasThread = !isProcess;
        return true;
    }

    private static boolean isBracketNext(byte[] line, int at, int end) {
        int next = Ascii.skipSpaces(line, at, end);
        return next < end && line[next] == '[';
    }

    /** log4j's TTCC layout begins with the thread: {@code [main] INFO shop.Checkout - message}. */
    private static boolean isBeforeSeverity(byte[] line, int at, int end) {
        int wordStart = Ascii.skipSpaces(line, at, end);
        int wordEnd = Ascii.findBlank(line, wordStart, end);
        return SeverityWords.number(line, wordStart, wordEnd) != 0
                && Ascii.isUpper(line[wordEnd - 1]);
    }
}
