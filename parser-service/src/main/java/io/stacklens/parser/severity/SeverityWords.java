package io.stacklens.parser.severity;

import io.stacklens.pipeline.text.Ascii;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The words that loggers use for severities, as the severity numbers of the OpenTelemetry log data
 * model (1 to 24). Looked up by bytes, in any case, without a String.
 */
public final class SeverityWords {

    private static final Map<String, Integer> NUMBERS =
            Map.ofEntries(
                    Map.entry("trace", 1),
                    Map.entry("trc", 1),
                    Map.entry("trce", 1),
                    Map.entry("verbose", 1),
                    Map.entry("vrb", 1),
                    Map.entry("silly", 1),
                    Map.entry("finest", 1),
                    Map.entry("finer", 2),
                    Map.entry("fine", 5),
                    Map.entry("debug", 5),
                    Map.entry("dbg", 5),
                    Map.entry("dbug", 5),
                    Map.entry("debug1", 5),
                    Map.entry("debug2", 4),
                    Map.entry("debug3", 3),
                    Map.entry("debug4", 2),
                    Map.entry("debug5", 1),
                    Map.entry("debg", 5),
                    Map.entry("config", 8),
                    Map.entry("info", 9),
                    Map.entry("inf", 9),
                    Map.entry("information", 9),
                    Map.entry("informational", 9),
                    Map.entry("default", 9),
                    Map.entry("log", 9),
                    Map.entry("success", 9),
                    Map.entry("note", 9),
                    Map.entry("notice", 10),
                    Map.entry("statement", 9),
                    Map.entry("detail", 9),
                    Map.entry("hint", 9),
                    Map.entry("warn", 13),
                    Map.entry("warning", 13),
                    Map.entry("wrn", 13),
                    Map.entry("error", 17),
                    Map.entry("err", 17),
                    Map.entry("eror", 17),
                    Map.entry("fail", 17),
                    Map.entry("severe", 17),
                    Map.entry("dpanic", 18),
                    Map.entry("critical", 21),
                    Map.entry("crit", 21),
                    Map.entry("fatal", 21),
                    Map.entry("ftl", 21),
                    Map.entry("panic", 21),
                    Map.entry("alert", 22),
                    Map.entry("emergency", 24),
                    Map.entry("emerg", 24));

    private static final int SHORTEST = 3;
    private static final int LONGEST = 13;
    private static final byte[][] WORDS = new byte[256][];
    private static final int[] WORD_NUMBERS = new int[256];

    static {
        NUMBERS.forEach(SeverityWords::add);
    }

    private SeverityWords() {}

    /** The severity number of a word, or 0 when it names no severity. */
    public static int number(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length < SHORTEST || length > LONGEST) {
            return 0;
        }
        int slot = slot(bytes, start, end);
        while (WORDS[slot] != null) {
            if (matches(WORDS[slot], bytes, start, length)) {
                return WORD_NUMBERS[slot];
            }
            slot = slot + 1 & 0xFF;
        }
        return 0;
    }

    private static void add(String word, int number) {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        int slot = slot(bytes, 0, bytes.length);
        while (WORDS[slot] != null) {
            slot = slot + 1 & 0xFF;
        }
        WORDS[slot] = bytes;
        WORD_NUMBERS[slot] = number;
    }

    private static boolean matches(byte[] word, byte[] bytes, int start, int length) {
        if (word.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (Ascii.toLower(bytes[start + i]) != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static int slot(byte[] bytes, int start, int end) {
        int first = Ascii.toLower(bytes[start]);
        int second = Ascii.toLower(bytes[start + 1]);
        int last = Ascii.toLower(bytes[end - 1]);
        return (first * 31 + second * 7 + last + (end - start) * 17) & 0xFF;
    }
}
