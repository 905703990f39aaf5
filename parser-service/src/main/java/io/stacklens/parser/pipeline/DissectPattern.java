package io.stacklens.parser.pipeline;

import io.stacklens.parser.line.Slice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with keys in it, such as <code>%{ts} [%{level}] %{message}</code>: what stands between the
 * texts is the value of the key there. It reads a line once from left to right and never goes back.
 * Immutable.
 *
 * <p>A key in braces may begin with {@code ?} (its value is left out), {@code +} (added to the
 * value of the same key before it; {@code +key/2} says in which order), {@code *} (the name of
 * another value, which {@code &} with the same key is) and may end with {@code ->} (the text behind
 * it may come several times).
 */
final class DissectPattern {

    /** What a key is for. */
    enum Role {
        VALUE,
        SKIPPED,
        APPENDED,
        NAME,
        NAMED
    }

    /**
     * One key and the text behind it.
     *
     * @param order of the parts of a value that is put together, 0 unless the pattern says it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Key(Role role, String name, int order, boolean isPadded, byte[] delimiter) {}

    private final byte[] prefix;
    private final List<Key> keys;

    private DissectPattern(byte[] prefix, List<Key> keys) {
        this.prefix = prefix;
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is none; the message says why
     */
    static DissectPattern of(String text) {
        int first = text.indexOf("%{");
        if (first < 0) {
            throw new IllegalArgumentException("no key (expected: %{name} at least once)");
        }
        List<Key> keys = new ArrayList<>();
        int at = first;
        while (at >= 0 && at < text.length()) {
            int close = text.indexOf('}', at);
            if (close < 0) {
                throw new IllegalArgumentException(
                        "%s is not closed (expected: a brace)".formatted(text.substring(at)));
            }
            int next = text.indexOf("%{", close);
            String delimiter = text.substring(close + 1, next < 0 ? text.length() : next);
            if (delimiter.isEmpty() && next >= 0) {
                throw new IllegalArgumentException(
                        "nothing stands between %s} and the next key (expected: some text)"
                                .formatted(text.substring(at, close)));
            }
            keys.add(key(text.substring(at + 2, close), delimiter));
            at = next;
        }
        checkNames(keys);
        return new DissectPattern(bytes(text.substring(0, first)), keys);
    }

    List<Key> keys() {
        return keys;
    }

    /**
     * Cuts a text.
     *
     * @param values receives the value of each key
     * @return whether the text is as the pattern says
     */
    boolean cut(byte[] text, int start, int end, Slice[] values) {
        if (!isAt(prefix, text, start, end)) {
            return false;
        }
        int at = start + prefix.length;
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            byte[] delimiter = key.delimiter();
            if (delimiter.length == 0) {
                values[i].set(text, at, end);
                return true;
            }
            int stop = indexOf(delimiter, text, at, end);
            if (stop < 0) {
                return false;
            }
            values[i].set(text, at, stop);
            at = stop + delimiter.length;
            while (key.isPadded() && isAt(delimiter, text, at, end)) {
                at += delimiter.length;
            }
        }
        return at == end;
    }

    private static Key key(String text, String delimiter) {
        boolean isPadded = text.endsWith("->");
        String name = isPadded ? text.substring(0, text.length() - 2) : text;
        Role role =
                switch (name.isEmpty() ? '?' : name.charAt(0)) {
                    case '?' -> Role.SKIPPED;
                    case '+' -> Role.APPENDED;
                    case '*' -> Role.NAME;
                    case '&' -> Role.NAMED;
                    default -> Role.VALUE;
                };
        name = role == Role.VALUE || name.isEmpty() ? name : name.substring(1);
        int order = 0;
        int slash = name.lastIndexOf('/');
        if (role == Role.APPENDED && slash > 0) {
            String number = name.substring(slash + 1);
            if (number.length() > 2 || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new IllegalArgumentException(
                        "%%{%s} has the order '%s' (expected: a number)".formatted(text, number));
            }
            order = number.isEmpty() ? 0 : Integer.parseInt(number);
            name = name.substring(0, slash);
        }
        if (name.isEmpty() && role != Role.SKIPPED) {
            throw new IllegalArgumentException(
                    "%%{%s} has no name (expected: a name behind the sign)".formatted(text));
        }
        return new Key(role, name, order, isPadded, bytes(delimiter));
    }

    private static void checkNames(List<Key> keys) {
        for (Key key : keys) {
            boolean isAlone =
                    key.role() == Role.NAMED
                            && keys.stream().noneMatch(other -> isNameOf(other, key));
            if (isAlone) {
                throw new IllegalArgumentException(
                        "%%{&%s} has no name (expected: %%{*%s} or %%{?%s} as well)"
                                .formatted(key.name(), key.name(), key.name()));
            }
        }
    }

    /** Whether a key is the one whose value names the value of the other. */
    static boolean isNameOf(Key key, Key named) {
        return (key.role() == Role.NAME || key.role() == Role.SKIPPED)
                && key.name().equals(named.name());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isAt(byte[] wanted, byte[] text, int at, int end) {
        if (end - at < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (text[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(byte[] wanted, byte[] text, int from, int end) {
        int first = wanted[0];
        for (int at = from; at <= end - wanted.length; at++) {
            if (text[at] == first && isAt(wanted, text, at, end)) {
                return at;
            }
        }
        return -1;
    }
}
