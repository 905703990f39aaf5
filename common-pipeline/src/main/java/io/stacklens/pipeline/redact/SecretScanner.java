package io.stacklens.pipeline.redact;

import io.stacklens.pipeline.text.Ascii;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds secrets in a line. Most lines have none: so eight bytes at a time are asked for letters
 * that secrets are written with and for digits; only around those is the line read closely
 * (RedactionBenchmark). Not thread-safe.
 */
final class SecretScanner {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** 0x20 to 0x3F: digits, blanks and the punctuation around numbers. */
    private static final long NUMERIC_BITS = 0xE0E0E0E0E0E0E0E0L;

    private static final long NUMERIC = 0x2020202020202020L;

    /** The three places of a word that are asked are two apart, so the next word begins six on. */
    private static final int STEP = 6;

    /** Longest way from the letters back to where the secret or its key begins. */
    private static final int BEFORE = 13;

    /** Longest way from the letters to the separator behind the key. */
    private static final int BEHIND = 30;

    private final CardNumber cards = new CardNumber();
    private int done;
    private int doneNumbers;

    void find(byte[] line, int start, int end, Findings findings) {
        done = start;
        doneNumbers = start;
        int last = end - Long.BYTES;
        if (last < start) {
            lookAround(line, start, start, end, findings);
            return;
        }
        int at = start;
        for (; at <= last; at += STEP) {
            long word = (long) LONGS.get(line, at);
            if ((word & NUMERIC_BITS) == NUMERIC) {
                numbersAround(line, start, at, end, findings);
            }
            if (Suspicion.isIn(word)) {
                suspect(word, line, start, at, end, findings);
            }
        }
        long word = (long) LONGS.get(line, last);
        if ((word & NUMERIC_BITS) == NUMERIC) {
            numbersAround(line, start, last, end, findings);
        }
        if (Suspicion.isIn(word) || Suspicion.isIn(word >>> Byte.SIZE)) {
            suspect(word, line, start, last, end, findings);
            suspect(word >>> Byte.SIZE, line, start, last, end, findings);
        }
    }

    private void suspect(long word, byte[] line, int start, int at, int end, Findings findings) {
        if (Suspicion.isSecret(word)) {
            lookAround(line, start, at, end, findings);
        } else if (Suspicion.isUrl(word)) {
            int from = Math.max(done, at - 1);
            int colon = Ascii.find(':', line, from, Math.min(end, at + Long.BYTES));
            if (colon < end && line[colon] == ':') {
                done = Math.max(done, SecretPlaces.find(line, start, colon, end, findings));
            }
        }
    }

    private void lookAround(byte[] line, int start, int place, int end, Findings findings) {
        int to = Math.min(end, place + BEHIND);
        int at = Math.max(done, place - BEFORE);
        while (at < to) {
            at = SecretPlaces.find(line, start, at, end, findings);
        }
        done = Math.max(done, at);
    }

    private void numbersAround(byte[] line, int start, int at, int end, Findings findings) {
        if (at < doneNumbers) {
            return;
        }
        int from = at;
        while (from > start && isNumeric(line[from - 1])) {
            from--;
        }
        int to = at;
        while (to < end && isNumeric(line[to])) {
            to++;
        }
        doneNumbers = to;
        cardsAmong(line, from, to, start, end, findings);
    }

    /** Times and addresses have digits too, but too few between what no card number has. */
    private void cardsAmong(byte[] line, int from, int to, int start, int end, Findings findings) {
        int digits = 0;
        int partStart = from;
        for (int at = from; at <= to; at++) {
            int b = at < to ? line[at] : 0;
            if (Ascii.isDigit(b)) {
                digits++;
            } else if (b != ' ' && b != '-') {
                if (digits >= CardNumber.SHORTEST) {
                    cards.find(line, partStart, at, start, end, findings);
                }
                digits = 0;
                partStart = at + 1;
            }
        }
    }

    private static boolean isNumeric(int b) {
        return (b & 0xE0) == 0x20;
    }
}
