package io.stacklens.parser.line;

/** The three bytes that some programs put before UTF-8. */
public final class ByteOrderMark {

    private ByteOrderMark() {}

    /** Where the text begins: behind the mark, if there is one. */
    public static int skip(byte[] bytes, int start, int end) {
        boolean isThere =
                end - start >= 3
                        && bytes[start] == (byte) 0xEF
                        && bytes[start + 1] == (byte) 0xBB
                        && bytes[start + 2] == (byte) 0xBF;
        return isThere ? start + 3 : start;
    }
}
