package io.stacklens.pipeline.redact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Three letters, in lower case, at which a line is worth a closer look. Every secret has one of
 * them beginning at an even place of the line and one at an odd place, so that looking at every
 * second place finds it wherever it stands.
 */
final class Suspicion {

    /** In pairs of parts of the same word that are an odd number of letters apart. */
    private static final String[] PARTS = {
        "pas", "ass", // pass, password, passphrase
        "ecr", "cre", // secret
        "tok", "oke", // token
        "ede", "ial", // credential
        "riz", "iza", // authorization, AIza
        "bea", "rer", // bearer
        "aki", "kia", // AKIA
        "asi", "sia", // ASIA
        "ghp", "hp_", "gho", "ho_", "ghu", "hu_", "ghs", "hs_", "ghr", "hr_", "b_p",
        "_pa", // github_pat_
        "slk", "lk_", //
        "npm", "pm_", "k_l", "_li", // sk_live_
        "k_t", "_te", // sk_test_
        "whs", "hse", // whsec_
        "dop", "op_", "glp", "lpa", // glpat-
        "k-a", "-an", // sk-ant-
        "k-p", "-pr", // sk-proj-
        "ya2", "a29", "-be", "beg", // -----BEGIN
        "aiz", "pwd", "key", "eyj", "xox",
    };

    /** The second part of those words that are followed by something else each time. */
    private static final String[][] FOLLOWED = {
        {"wd", "=:\"' \\"},
        {"ey", "=:\"' \\"},
        {"yj", "h0rlj64zupqitksvw"},
        {"ox", "bparseo"},
    };

    private static final int BITS = 12;
    private static final long FOLD = 0x2020202020202020L;
    private static final int THREE_BYTES = 0xFFFFFF;

    private static final int SECRET = 1;
    private static final int URL = 2;

    /** The letters, each in a slot of its own, so that one look tells. */
    private static final int[] LETTERS = new int[1 << BITS];

    private static final byte[] KINDS = new byte[1 << BITS];
    private static final int FACTOR;

    static {
        List<String> secrets = new ArrayList<>(List.of(PARTS));
        for (String[] followed : FOLLOWED) {
            followed[1].chars().forEach(next -> secrets.add(followed[0] + (char) next));
        }
        List<String> urls = new ArrayList<>(List.of("://"));
        for (char last = 'a'; last <= 'z'; last++) {
            urls.add(last + ":/");
        }
        Map<Integer, Integer> kinds = new HashMap<>();
        secrets.forEach(three -> kinds.merge(number(three), SECRET, (a, b) -> a | b));
        urls.forEach(three -> kinds.merge(number(three), URL, (a, b) -> a | b));
        FACTOR = factorWithoutCollision(kinds.keySet());
        kinds.forEach(
                (letters, kind) -> {
                    LETTERS[slot(letters, FACTOR)] = letters;
                    KINDS[slot(letters, FACTOR)] = kind.byteValue();
                });
    }

    private Suspicion() {}

    /** Whether three of the letters begin at the first, third or fifth of eight bytes. */
    static boolean isIn(long eightBytes) {
        long folded = eightBytes | FOLD;
        int first = (int) folded & THREE_BYTES;
        int third = (int) (folded >>> 16) & THREE_BYTES;
        int fifth = (int) (folded >>> 32) & THREE_BYTES;
        return LETTERS[slot(first, FACTOR)] == first
                || LETTERS[slot(third, FACTOR)] == third
                || LETTERS[slot(fifth, FACTOR)] == fifth;
    }

    /** Whether they are not only those of a URL. */
    static boolean isSecret(long eightBytes) {
        return (kinds(eightBytes) & SECRET) != 0;
    }

    /** Whether they are those of a URL. */
    static boolean isUrl(long eightBytes) {
        return (kinds(eightBytes) & URL) != 0;
    }

    private static int kinds(long eightBytes) {
        long folded = eightBytes | FOLD;
        return kind((int) folded & THREE_BYTES)
                | kind((int) (folded >>> 16) & THREE_BYTES)
                | kind((int) (folded >>> 32) & THREE_BYTES);
    }

    private static int kind(int letters) {
        int slot = slot(letters, FACTOR);
        return LETTERS[slot] == letters ? KINDS[slot] : 0;
    }

    /** One of the odd numbers from the golden ratio on; about every fifth will do. */
    private static int factorWithoutCollision(Set<Integer> letters) {
        return IntStream.iterate(0x9E3779B1, factor -> factor + 2)
                .filter(
                        factor ->
                                letters.stream().map(each -> slot(each, factor)).distinct().count()
                                        == letters.size())
                .findFirst()
                .orElseThrow();
    }

    private static int slot(int letters, int factor) {
        return (letters * factor) >>> (Integer.SIZE - BITS);
    }

    private static int number(String three) {
        String lower = three.toLowerCase(Locale.ROOT);
        int number = lower.charAt(0) | (lower.charAt(1) << 8) | (lower.charAt(2) << 16);
        return (number | (int) FOLD) & THREE_BYTES;
    }
}
