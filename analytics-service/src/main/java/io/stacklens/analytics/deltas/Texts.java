package io.stacklens.analytics.deltas;

/** Texts as they can be a key in a topic and in a table. */
final class Texts {

    private Texts() {}

    /**
     * Cut to a length, and without NUL, which PostgreSQL's texts cannot hold; never between the
     * halves of a surrogate pair.
     */
    static String bounded(String text, int maxLength) {
        String cut = text;
        if (text.length() > maxLength) {
            int end = Character.isHighSurrogate(text.charAt(maxLength - 1)) ? -1 : 0;
            cut = text.substring(0, maxLength + end);
        }
        return cut.indexOf('\0') < 0 ? cut : cut.replace('\0', '\uFFFD');
    }
}
