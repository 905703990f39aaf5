package io.stacklens.parser.field;

import io.stacklens.pipeline.text.Ascii;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** Finds the field that a name means, by its bytes and without a String. */
final class FieldNames {

    private static final int SLOTS = 1024;
    private static final int LONGEST = 40;

    private static final @Nullable KnownField[] FIELDS = new @Nullable KnownField[SLOTS];
    private static final byte[][] NAMES = new byte[SLOTS][];

    /** What a byte of a name counts as: lower case, and nothing for what separates words. */
    private static final byte[] COUNTED = counted();

    static {
        for (KnownField field : KnownField.values()) {
            for (String name : field.names()) {
                add(name.getBytes(StandardCharsets.US_ASCII), field);
            }
        }
    }

    private FieldNames() {}

    static @Nullable KnownField find(byte[] key, int start, int end) {
        if (end - start > LONGEST) {
            return null;
        }
        int slot = slot(key, start, end);
        while (FIELDS[slot] != null) {
            if (matches(NAMES[slot], key, start, end)) {
                return FIELDS[slot];
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return null;
    }

    private static void add(byte[] name, KnownField field) {
        int slot = slot(name, 0, name.length);
        while (FIELDS[slot] != null) {
            if (matches(NAMES[slot], name, 0, name.length)) {
                throw new IllegalStateException(
                        "%s means %s and %s"
                                .formatted(
                                        new String(name, StandardCharsets.US_ASCII),
                                        FIELDS[slot],
                                        field));
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        FIELDS[slot] = field;
        NAMES[slot] = name;
    }

    private static boolean matches(byte[] name, byte[] key, int start, int end) {
        int matched = 0;
        for (int at = start; at < end; at++) {
            int b = COUNTED[key[at] & 0xFF];
            if (b != 0) {
                if (matched == name.length || b != name[matched]) {
                    return false;
                }
                matched++;
            }
        }
        return matched == name.length;
    }

    private static int slot(byte[] key, int start, int end) {
        int hash = 0;
        for (int at = start; at < end; at++) {
            int b = COUNTED[key[at] & 0xFF];
            hash = b == 0 ? hash : 31 * hash + b;
        }
        return (hash ^ (hash >>> 10)) & (SLOTS - 1);
    }

    private static byte[] counted() {
        byte[] counted = new byte[256];
        for (int b = 0; b < counted.length; b++) {
            boolean isSeparator = b == '_' || b == '-' || b == '.';
            counted[b] = (byte) (isSeparator ? 0 : Ascii.toLower(b));
        }
        return counted;
    }
}
