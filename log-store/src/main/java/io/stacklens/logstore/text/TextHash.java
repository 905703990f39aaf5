package io.stacklens.logstore.text;

import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * 64-bit hashes of tokens and of {@code field=value} pairs, the keys of token filters. Case does
 * not matter. Stored filters depend on them, so they never change (FNV-1a over the folded UTF-8,
 * then MurmurHash3's finalizer).
 */
public final class TextHash {

    private static final long START = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private TextHash() {}

    /** Gives the hash of each token in the bytes, in order, repeated ones each time. */
    public static void tokens(byte[] utf8, int offset, int length, LongConsumer sink) {
        int end = offset + length;
        long hash = START;
        int i = offset;
        boolean open = false;
        while (i < end) {
            byte b = utf8[i];
            int codePoint = b >= 0 ? b : Utf8.codePointAt(utf8, i, end);
            if (Letters.isToken(codePoint)) {
                hash = b >= 0 ? step(hash, Letters.lower(b)) : fold(hash, codePoint);
                open = true;
            } else if (open) {
                sink.accept(finish(hash));
                hash = START;
                open = false;
            }
            i += b >= 0 ? 1 : Utf8.width(utf8, i, end);
        }
        if (open) {
            sink.accept(finish(hash));
        }
    }

    /** The part of a pair's hash that its field decides; pass it to {@link #pair}. */
    public static long field(String name) {
        long hash = START;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = step(hash, b);
        }
        return step(hash, (byte) '=');
    }

    /** The hash of a field with a value. */
    public static long pair(long field, byte[] utf8, int offset, int length) {
        int end = offset + length;
        long hash = field;
        int i = offset;
        while (i < end) {
            byte b = utf8[i];
            if (b >= 0) {
                hash = step(hash, Letters.lower(b));
                i++;
            } else {
                hash = fold(hash, Utf8.codePointAt(utf8, i, end));
                i += Utf8.width(utf8, i, end);
            }
        }
        return finish(hash);
    }

    private static long fold(long hash, int codePoint) {
        int folded = Letters.fold(codePoint);
        long next = step(hash, (byte) (folded >>> 16));
        next = step(next, (byte) (folded >>> 8));
        return step(next, (byte) folded);
    }

    private static long step(long hash, byte b) {
        return (hash ^ (b & 0xFF)) * PRIME;
    }

    private static long finish(long hash) {
        long h = hash;
        h ^= h >>> 33;
        h *= 0xff51afd7ed558ccdL;
        h ^= h >>> 33;
        h *= 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
