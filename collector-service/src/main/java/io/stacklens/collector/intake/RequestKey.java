package io.stacklens.collector.intake;

/**
 * What a client calls a request, so that it can send it again when the answer is lost.
 *
 * @param text 1 to 255 visible ASCII characters
 */
public record RequestKey(String text) {

    private static final int MAX_CHARS = 255;

    public RequestKey {
        if (text.isEmpty() || text.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "%d characters (expected: 1 to %d visible ASCII characters)"
                            .formatted(text.length(), MAX_CHARS));
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                throw new IllegalArgumentException(
                        "0x%02x at character %d (expected: 1 to %d visible ASCII characters)"
                                .formatted((int) text.charAt(i), i + 1, MAX_CHARS));
            }
        }
    }
}
