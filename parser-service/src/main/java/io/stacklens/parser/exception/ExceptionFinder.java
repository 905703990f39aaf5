package io.stacklens.parser.exception;

import io.stacklens.parser.line.Slice;
import io.stacklens.pipeline.text.Ascii;

/**
 * Finds the type of the exception in a message or a stack trace: a name that ends in Exception or
 * Error and is qualified, or stands where a trace begins; the last line of a Python traceback; a
 * panic of Go or Rust.
 */
public final class ExceptionFinder {

    private static final int LONGEST_TYPE = 200;

    /** A stack trace names its exception early; a traceback is read from its end. */
    private static final int SEARCHED_BYTES = 4096;

    private static final String TRACEBACK = "Traceback (most recent call last):";
    private static final String RUST_THREAD = "thread '";
    private static final String RUST_PANIC = "' panicked at ";
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
        int panic = rustPanic(bytes, start, end);
        if (panic > 0) {
            type.set(bytes, panic, panic + "panic".length());
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

    /** Where {@code thread 'main' panicked at src/main.rs:3:5} says so; -1 when it does not. */
    private static int rustPanic(byte[] bytes, int start, int end) {
        if (!Ascii.startsWith(RUST_THREAD, bytes, start, end)) {
            return -1;
        }
        int quote = Ascii.find('\'', bytes, start + RUST_THREAD.length(), end);
        return Ascii.startsWith(RUST_PANIC, bytes, quote, end) ? quote + 2 : -1;
    }

    private static boolean findAt(byte[] bytes, int at, int start, int end, Slice type) {
        int nameEnd = nameEnd(bytes, at, end);
        if (nameEnd < 0) {
            return false;
        }
        int nameStart = at;
        boolean isQualified = false;
        while (nameStart > start
                && (isNameByte(bytes[nameStart - 1]) || isColons(bytes, nameStart, start))) {
            nameStart--;
            isQualified |= bytes[nameStart] == '.' || bytes[nameStart] == ':';
        }
        if (!Ascii.isLetter(bytes[nameStart]) || nameEnd - nameStart > LONGEST_TYPE) {
            return false;
        }
        boolean isDelimited =
                nameEnd == end || !isNameByte(bytes[nameEnd]) || bytes[nameEnd] == '.';
        if (!isDelimited) {
            return false;
        }
        int phpStart = phpStart(bytes, nameStart, start);
        boolean isAlone = nameStart == at;
        boolean isType =
                isAlone
                        ? beginsLine(bytes, nameStart, start) && hasFrames(bytes, nameEnd, end)
                        : isQualified || stands(bytes, nameStart, start, nameEnd, end);
        boolean isRuby = isInParentheses(bytes, nameStart, start, nameEnd, end);
        if (phpStart < 0 && !isType && !isRuby) {
            return false;
        }
        type.set(bytes, phpStart < 0 ? nameStart : phpStart, nameEnd);
        return true;
    }

    /**
     * Where the name with its namespace begins if PHP says that it was not caught, or Monolog in
     * which object it is: {@code Uncaught App\Stock\SoldOutException: …}; else -1.
     */
    private static int phpStart(byte[] bytes, int nameStart, int start) {
        int from = nameStart;
        while (from > start && (bytes[from - 1] == '\\' || isNameByte(bytes[from - 1]))) {
            from--;
        }
        boolean isThere =
                endsWith("Uncaught ", bytes, start, from)
                        || endsWith("Uncaught PHP Exception ", bytes, start, from)
                        || endsWith("[object] (", bytes, start, from);
        return isThere ? from : -1;
    }

    private static boolean endsWith(String suffix, byte[] bytes, int start, int end) {
        int from = end - suffix.length();
        return from >= start && Ascii.startsWith(suffix, bytes, from, end);
    }

    /** Ruby puts the type behind the message: {@code undefined method 'x' (NoMethodError)}. */
    private static boolean isInParentheses(
            byte[] bytes, int nameStart, int start, int nameEnd, int end) {
        return endsWith(" (", bytes, start, nameStart)
                && Ascii.isUpper(bytes[nameStart])
                && nameEnd < end
                && bytes[nameEnd] == ')'
                && (nameEnd + 1 == end || bytes[nameEnd + 1] == '\n');
    }

    /** Whether the two colons of Ruby and C++ end before this place, or it is between them. */
    private static boolean isColons(byte[] bytes, int at, int start) {
        if (bytes[at - 1] != ':') {
            return false;
        }
        return (at - start >= 3 && bytes[at - 2] == ':' && isNameByte(bytes[at - 3]))
                || (bytes[at] == ':' && at - start >= 2 && isNameByte(bytes[at - 2]));
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
        // Ruby puts the message into parentheses.
        boolean isBeforeMessage =
                nameEnd == end
                        || bytes[nameEnd] == ':'
                        || bytes[nameEnd] == '\n'
                        || Ascii.startsWith(" (", bytes, nameEnd, end);
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
