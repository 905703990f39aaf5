package io.stacklens.parser.time;

/** A name with {@code *} for any text. */
final class NameGlob {

    private NameGlob() {}

    static boolean matches(String glob, String name) {
        int star = -1;
        int behindStar = 0;
        int at = 0;
        int from = 0;
        while (from < name.length()) {
            if (at < glob.length() && glob.charAt(at) == '*') {
                star = at++;
                behindStar = from;
            } else if (at < glob.length() && glob.charAt(at) == name.charAt(from)) {
                at++;
                from++;
            } else if (star >= 0) {
                // The last star takes one character more.
                at = star + 1;
                from = ++behindStar;
            } else {
                return false;
            }
        }
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        return at == glob.length();
    }
}
