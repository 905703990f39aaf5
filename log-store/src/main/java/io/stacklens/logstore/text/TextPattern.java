package io.stacklens.logstore.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A word, a phrase or a text with {@code *} for any characters, to be found anywhere in a value.
 * Its ends fall on token borders, except where a {@code *} stands: {@code out} is not in {@code
 * timeout}, {@code *out} is. Case does not matter.
 */
public final class TextPattern {

    private final List<Needle> pieces;
    private final boolean openStart;
    private final boolean openEnd;
    private final boolean ascii;

    private TextPattern(List<Needle> pieces, boolean openStart, boolean openEnd) {
        this.pieces = pieces;
        this.openStart = openStart;
        this.openEnd = openEnd;
        this.ascii = pieces.stream().allMatch(piece -> Letters.isAscii(piece.bytes()));
    }

    /**
     * Makes a pattern of the texts between the stars.
     *
     * @param texts at least one; an empty first or last text means the pattern begins or ends with
     *     a star
     */
    public static TextPattern of(List<String> texts) {
        List<Needle> pieces = new ArrayList<>();
        for (String text : texts) {
            if (!text.isEmpty()) {
                pieces.add(new Needle(Letters.foldedUtf8(text)));
            }
        }
        return new TextPattern(
                List.copyOf(pieces), texts.getFirst().isEmpty(), texts.getLast().isEmpty());
    }

    /** Whether the pattern is in the value. */
    public boolean isIn(byte[] utf8, int offset, int length) {
        if (ascii) {
            return search(utf8, offset, offset + length);
        }
        byte[] folded = Letters.foldedUtf8(utf8, offset, length);
        return search(folded, 0, folded.length);
    }

    /**
     * Where the pattern may be in a region of many values: its longest piece. A value without such
     * a place does not have the pattern.
     *
     * @param region asked for only when it is searched
     * @return empty when that cannot be told without a look at each value
     */
    public Optional<Places> places(Supplier<FoldedText> region) {
        return pieces.stream()
                .filter(_ -> ascii)
                .max(Comparator.comparingInt(Needle::length))
                .map(longest -> Places.of(longest.bytes(), region.get()));
    }

    /** Gives the hashes of the tokens that a value with this pattern has as whole tokens. */
    public void wholeTokens(LongConsumer sink) {
        for (int i = 0; i < pieces.size(); i++) {
            byte[] text = pieces.get(i).bytes();
            int start = i == 0 && !openStart ? 0 : afterFirstToken(text);
            int end = i == pieces.size() - 1 && !openEnd ? text.length : beforeLastToken(text);
            if (start < end) {
                TextHash.tokens(text, start, end - start, sink);
            }
        }
    }

    private boolean search(byte[] utf8, int start, int end) {
        int from = start;
        for (int i = 0; i < pieces.size(); i++) {
            from = after(i, utf8, start, from, end);
            if (from < 0) {
                return false;
            }
        }
        return true;
    }

    /** The end of a piece's first fitting place at or after {@code from}, or -1. */
    private int after(int number, byte[] utf8, int start, int from, int end) {
        Needle piece = pieces.get(number);
        boolean bordersLeft = number == 0 && !openStart;
        boolean bordersRight = number == pieces.size() - 1 && !openEnd;
        int place = piece.find(utf8, from, end);
        while (place >= 0) {
            int behind = place + piece.length();
            if ((!bordersLeft || !isInsideToken(utf8, place, start, end))
                    && (!bordersRight || !isInsideToken(utf8, behind, start, end))) {
                return behind;
            }
            place = piece.find(utf8, place + 1, end);
        }
        return -1;
    }

    private static boolean isInsideToken(byte[] utf8, int position, int start, int end) {
        return position > start
                && position < end
                && Letters.isToken(Utf8.codePointBefore(utf8, position, start))
                && Letters.isToken(Utf8.codePointAt(utf8, position, end));
    }

    private static int afterFirstToken(byte[] text) {
        int i = 0;
        while (i < text.length && Letters.isToken(Utf8.codePointAt(text, i, text.length))) {
            i += Utf8.width(text, i, text.length);
        }
        return i;
    }

    private static int beforeLastToken(byte[] text) {
        int i = text.length;
        while (i > 0 && Letters.isToken(Utf8.codePointBefore(text, i, 0))) {
            do {
                i--;
            } while (i > 0 && (text[i] & 0xC0) == 0x80);
        }
        return i;
    }
}
