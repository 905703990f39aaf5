package io.stacklens.logstore.text;

import java.util.List;

/**
 * A whole value with {@code *} for any characters; without a star, the value itself. Case does not
 * matter.
 */
public final class Glob {

    private final Needle first;
    private final List<Needle> middle;
    private final Needle last;
    private final boolean exact;
    private final boolean ascii;

    private Glob(List<Needle> pieces) {
        this.first = pieces.getFirst();
        this.last = pieces.getLast();
        this.exact = pieces.size() == 1;
        this.middle = exact ? List.of() : List.copyOf(pieces.subList(1, pieces.size() - 1));
        this.ascii = pieces.stream().allMatch(piece -> Letters.isAscii(piece.bytes()));
    }

    /**
     * Makes a pattern of the texts between the stars; one text means no star.
     *
     * @param texts at least one
     */
    public static Glob of(List<String> texts) {
        return new Glob(texts.stream().map(text -> new Needle(Letters.foldedUtf8(text))).toList());
    }

    public boolean matches(byte[] utf8, int offset, int length) {
        if (ascii) {
            return fits(utf8, offset, offset + length);
        }
        byte[] folded = Letters.foldedUtf8(utf8, offset, length);
        return fits(folded, 0, folded.length);
    }

    private boolean fits(byte[] utf8, int start, int end) {
        if (exact) {
            return end - start == first.length() && first.isAt(utf8, start, end);
        }
        int tail = end - last.length();
        if (start + first.length() > tail
                || !first.isAt(utf8, start, end)
                || !last.isAt(utf8, tail, end)) {
            return false;
        }
        int from = start + first.length();
        for (Needle piece : middle) {
            int place = piece.find(utf8, from, tail);
            if (place < 0) {
                return false;
            }
            from = place + piece.length();
        }
        return true;
    }
}
