package io.stacklens.parser.time;

import io.stacklens.pipeline.text.Ascii;

/** A place in a range of bytes that moves on as parts of a timestamp are read. */
final class Cursor {

    private byte[] bytes = {};
    private int end;
    private int at;

    void set(byte[] newBytes, int start, int newEnd) {
        bytes = newBytes;
        at = start;
        end = newEnd;
    }

    int position() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    void skip(int count) {
        at += count;
    }

    boolean isAtEnd() {
        return at >= end;
    }

    /** The byte that many places ahead, or -1 behind the end. */
    int peek(int ahead) {
        return at + ahead < end ? bytes[at + ahead] : -1;
    }

    int peek() {
        return peek(0);
    }

    boolean skip(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    void skipBlanks() {
        while (peek() == ' ') {
            at++;
        }
    }

    /** How many digits stand here, counted up to 20. */
    int countDigits() {
        int count = 0;
        while (count < 20 && Ascii.isDigit(peek(count))) {
            count++;
        }
        return count;
    }

    /** Moves on by one, and counts the digits there. */
    int skipAndCountDigits() {
        at++;
        return countDigits();
    }

    int countLetters() {
        int count = 0;
        while (count < 12 && Ascii.isLetter(peek(count))) {
            count++;
        }
        return count;
    }

    /**
     * Reads exactly that many digits as a number; -1, and does not move, when they are not there.
     */
    int number(int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int b = peek(i);
            if (!Ascii.isDigit(b)) {
                return -1;
            }
            value = value * 10 + (b - '0');
        }
        at += digits;
        return value;
    }

    /** Whether the next bytes are these lower-case letters, in any case. */
    boolean isWord(String lower) {
        return at + lower.length() <= end
                && Ascii.isIgnoringCase(lower, bytes, at, at + lower.length());
    }
}
