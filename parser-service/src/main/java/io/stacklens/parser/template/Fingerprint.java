package io.stacklens.parser.template;

/**
 * A stable hash of a template's text: FNV-1a over its UTF-8 bytes, 64 bits, then mixed so that all
 * digits depend on all bytes. Written as 16 hexadecimal digits. Stored records carry it: it must
 * never change.
 */
public final class Fingerprint {

    public static final int LENGTH = 16;

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final byte[] DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private Fingerprint() {}

    static long hash(byte[] bytes, int end) {
        long hash = OFFSET;
        for (int at = 0; at < end; at++) {
            hash = (hash ^ bytes[at] & 0xFF) * PRIME;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    /** Writes the fingerprint of the first bytes of a text as hexadecimal digits. */
    public static void write(byte[] text, int textEnd, byte[] into) {
        long hash = hash(text, textEnd);
        for (int i = LENGTH - 1; i >= 0; i--) {
            into[i] = DIGITS[(int) hash & 0xF];
            hash >>>= 4;
        }
    }
}
