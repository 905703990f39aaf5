package io.stacklens.logstore.text;

/** Where an ASCII text may be in a region of many values. */
public final class Places {

    private final FoldedText region;
    private final String text;

    private Places(FoldedText region, String text) {
        this.region = region;
        this.text = text;
    }

    static Places of(byte[] ascii, FoldedText region) {
        return new Places(region, FoldedText.folded(ascii, 0, ascii.length));
    }

    /** The first place at or after a position, or -1. */
    public int next(int position) {
        return region.next(text, position);
    }
}
