package io.stacklens.parser.redact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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

    private static final int BITS = 13;
    private static final int FACTOR = 0x9E3779B1;
    private static final long FOLD = 0x2020202020202020L;
    private static final int THREE_BYTES = 0xFFFFFF;

    private static final byte[] MARKS = new byte[1 << BITS];
    private static final int[] KNOWN;
    private static final int[] URLS;

    static {
        List<String> all = new ArrayList<>(List.of(PARTS));
        for (String[] followed : FOLLOWED) {
            followed[1].chars().forEach(next -> all.add(followed[0] + (char) next));
        }
        KNOWN = numbers(all);
        List<String> urls = new ArrayList<>(List.of("://"));
        for (char last = 'a'; last <= 'z'; last++) {
            urls.add(last + ":/");
        }
        URLS = numbers(urls);
    }

    private Suspicion() {}

    /**
     * Whether three of the letters, or of others that look like them here, begin at the first,
     * third or fifth of eight bytes.
     */
    static boolean isIn(long eightBytes) {
        long folded = eightBytes | FOLD;
        return (MARKS[slot((int) folded & THREE_BYTES)]
                        | MARKS[slot((int) (folded >>> 16) & THREE_BYTES)]
                        | MARKS[slot((int) (folded >>> 32) & THREE_BYTES)])
                != 0;
    }

    /** Whether it is so indeed, and not only of a URL. */
    static boolean isSecret(long eightBytes) {
        return isOneOf(KNOWN, eightBytes | FOLD);
    }

    /** Whether it is so of a URL. */
    static boolean isUrl(long eightBytes) {
        return isOneOf(URLS, eightBytes | FOLD);
    }

    private static boolean isOneOf(int[] numbers, long folded) {
        return Arrays.binarySearch(numbers, (int) folded & THREE_BYTES) >= 0
                || Arrays.binarySearch(numbers, (int) (folded >>> 16) & THREE_BYTES) >= 0
                || Arrays.binarySearch(numbers, (int) (folded >>> 32) & THREE_BYTES) >= 0;
    }

    private static int slot(int number) {
        return (number * FACTOR) >>> (Integer.SIZE - BITS);
    }

    private static int[] numbers(List<String> parts) {
        int[] numbers = parts.stream().mapToInt(Suspicion::number).sorted().distinct().toArray();
        for (int number : numbers) {
            MARKS[slot(number)] = 1;
        }
        return numbers;
    }

    private static int number(String three) {
        String lower = three.toLowerCase(Locale.ROOT);
        int number = lower.charAt(0) | (lower.charAt(1) << 8) | (lower.charAt(2) << 16);
        return (number | (int) FOLD) & THREE_BYTES;
    }
}
