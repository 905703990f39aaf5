package io.stacklens.logstore.text;

/** Code points of UTF-8 bytes. A malformed byte counts as U+FFFD, one byte wide. */
final class Utf8 {

    private static final int REPLACEMENT = 0xFFFD;

    private Utf8() {}

    /** The code point that begins at a position before the end. */
    static int codePointAt(byte[] bytes, int position, int end) {
        int lead = bytes[position];
        if (lead >= 0) {
            return lead;
        }
        int width = width(bytes, position, end);
        return switch (width) {
            case 2 -> (lead & 0x1F) << 6 | rest(bytes[position + 1]);
            case 3 ->
                    (lead & 0x0F) << 12
                            | rest(bytes[position + 1]) << 6
                            | rest(bytes[position + 2]);
            case 4 ->
                    (lead & 0x07) << 18
                            | rest(bytes[position + 1]) << 12
                            | rest(bytes[position + 2]) << 6
                            | rest(bytes[position + 3]);
            default -> REPLACEMENT;
        };
    }

    /** Bytes of the code point that begins at a position before the end. */
    static int width(byte[] bytes, int position, int end) {
        int lead = bytes[position] & 0xFF;
        int width = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
        if (position + width > end) {
            return 1;
        }
        for (int i = 1; i < width; i++) {
            if ((bytes[position + i] & 0xC0) != 0x80) {
                return 1;
            }
        }
        return width;
    }

    /** The code point that ends right before a position after the start. */
    static int codePointBefore(byte[] bytes, int position, int start) {
        int first = position - 1;
        while (first > start && position - first < 4 && (bytes[first] & 0xC0) == 0x80) {
            first--;
        }
        return first + width(bytes, first, position) == position
                ? codePointAt(bytes, first, position)
                : REPLACEMENT;
    }

    private static int rest(byte next) {
        return next & 0x3F;
    }
}
