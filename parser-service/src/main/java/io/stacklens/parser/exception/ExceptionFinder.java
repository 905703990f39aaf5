package io.stacklens.parser.exception;

import io.stacklens.parser.line.Ascii;
import io.stacklens.parser.line.Slice;

/**
 * Finds the type of the exception in a message or a stack trace: a name that ends in Exception or
 * Error and is qualified, or stands where a trace begins; the last line of a Python traceback; a Go
 * panic.
 */
public final class ExceptionFinder {

    private static final int LONGEST_TYPE = 200;

    /** A stack trace names its exception early; a traceback is read from its end. */
    private static final int SEARCHED_BYTES = 4096;

    private static final String TRACEBACK = "Traceback (most recent call last):";
    private static final String PANIC = "panic: ";

    private ExceptionFinder() {}

    /**
     * Answers whether the text tells of an exception, and puts the name of its type into the slice.
     */
    public static boolean find(byte[] bytes, int start, int end, Slice type) {
        if (start == end) {
            return false;
        }
        if (Ascii.startsWith(PANIC, bytes, start, end)) {
            type.set(bytes, start, start + PANIC.length() - 2);
            return true;
        }
        int searchedEnd = Math.min(end, start + SEARCHED_BYTES);
        for (int at = start; at < searchedEnd; at++) {
            if (bytes[at] == 'E' && findAt(bytes, at, start, end, type)) {
                return true;
            }
            if (bytes[at] == 'T' && Ascii.startsWith(TRACEBACK, bytes, at, end)) {
                return findInLastLine(bytes, at + TRACEBACK.length(), end, type);
            }
        }
        return false;
    }

    private static boolean findAt(byte[] bytes, int at, int start, int end, Slice type) {
        int nameEnd = nameEnd(bytes, at, end);
        if (nameEnd < 0) {
            return false;
        }
        int nameStart = at;
        boolean isQualified = false;
        while (nameStart > start && isNameByte(bytes[nameStart - 1])) {
            nameStart--;
            isQualified |= bytes[nameStart] == '.';
        }
        if (!Ascii.isLetter(bytes[nameStart]) || nameEnd - nameStart > LONGEST_TYPE) {
            return false;
        }
        boolean isDelimited =
                nameEnd == end || !isNameByte(bytes[nameEnd]) || bytes[nameEnd] == '.';
        boolean isAlone = nameStart == at;
        boolean isType =
                isAlone
                        ? beginsLine(bytes, nameStart, start) && hasFrames(bytes, nameEnd, end)
                        : isQualified || stands(bytes, nameStart, start, nameEnd, end);
        if (!isDelimited || !isType) {
            return false;
        }
        type.set(bytes, nameStart, nameEnd);
        return true;
    }

    private static int nameEnd(byte[] bytes, int at, int end) {
        if (Ascii.startsWith("Exception", bytes, at, end)) {
            return at + "Exception".length();
        }
        return Ascii.startsWith("Error", bytes, at, end) ? at + "Error".length() : -1;
    }

    /**
     * A name such as {@code TypeError} counts at the begin of a line, before a colon or line end.
     */
    private static boolean stands(byte[] bytes, int nameStart, int start, int nameEnd, int end) {
        boolean isBeforeMessage = nameEnd == end || bytes[nameEnd] == ':' || bytes[nameEnd] == '\n';
        return Ascii.isUpper(bytes[nameStart])
                && isBeforeMessage
                && (beginsLine(bytes, nameStart, start) || isCause(bytes, nameStart, start));
    }

    private static boolean beginsLine(byte[] bytes, int nameStart, int start) {
        return nameStart == start || bytes[nameStart - 1] == '\n';
    }

    private static boolean isCause(byte[] bytes, int nameStart, int start) {
        return nameStart - start >= 2 && bytes[nameStart - 1] == ' ' && bytes[nameStart - 2] == ':';
    }

    private static boolean hasFrames(byte[] bytes, int from, int end) {
        return Ascii.indexOf("\n    at ", bytes, from, end) >= 0
                || Ascii.indexOf("\n\tat ", bytes, from, end) >= 0;
    }

    private static boolean findInLastLine(byte[] bytes, int start, int end, Slice type) {
        int lineEnd = Ascii.trimEnd(bytes, start, end);
        int lineStart = lineEnd;
        while (lineStart > start && bytes[lineStart - 1] != '\n') {
            lineStart--;
        }
        int nameEnd = lineStart;
        while (nameEnd < lineEnd && isNameByte(bytes[nameEnd])) {
            nameEnd++;
        }
        if (nameEnd == lineStart || nameEnd - lineStart > LONGEST_TYPE) {
            return false;
        }
        type.set(bytes, lineStart, nameEnd);
        return true;
    }

    private static boolean isNameByte(int b) {
        return Ascii.isLetter(b) || Ascii.isDigit(b) || b == '.' || b == '_' || b == '$';
    }
}
