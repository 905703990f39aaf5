package io.stacklens.parser.template;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A stable hash of a template's text: its UTF-8 bytes in words of eight, little-endian, the last
 * one filled with zeros, each multiplied in; then its length, then mixed. Written as 16 hexadecimal
 * digits. Stored records carry it: it must never change.
 */
public final class Fingerprint {

    public static final int LENGTH = 16;

    private static final long SEED = 0x9e3779b97f4a7c15L;
    private static final long FACTOR = 0xff51afd7ed558ccdL;
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private Fingerprint() {}

    /** The hash of the first bytes of a text. */
    public static long hash(byte[] bytes, int end) {
        long hash = SEED;
        int at = 0;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = mixed(hash, (long) WORDS.get(bytes, at));
        }
        long last = 0;
        for (int i = end - 1; i >= at; i--) {
            last = (last << 8) | (bytes[i] & 0xFF);
        }
        hash = mixed(mixed(hash, last), end);
        hash = (hash ^ hash >>> 33) * FACTOR;
        return hash ^ hash >>> 29;
    }

    private static long mixed(long hash, long word) {
        long product = (hash ^ word) * FACTOR;
        return product ^ product >>> 32;
    }

    /** Writes a hash as hexadecimal digits. */
    public static void write(long hash, byte[] into) {
        long rest = hash;
        for (int i = LENGTH - 1; i >= 0; i--) {
            into[i] = DIGITS[(int) rest & 0xF];
            rest >>>= 4;
        }
    }
}
