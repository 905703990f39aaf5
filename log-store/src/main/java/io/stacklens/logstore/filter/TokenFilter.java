package io.stacklens.logstore.filter;

import java.util.zip.CRC32C;

/**
 * A split-block Bloom filter: says of a 64-bit hash that it is surely not there, or that it may be.
 * About one per cent of the hashes that are not there may be. Chosen over denser filters since one
 * look-up reads 32 bytes in one place: the database hands out just that slice of a stored filter.
 *
 * <p>Layout: n slices of 32 bytes, each eight words of four bytes, lowest byte first. A hash
 * belongs to slice {@code ((hash >>> 32) * n) >>> 32}; in each of the first seven words of it sets
 * the bit that the upper five bits of {@code (int) hash * SALT[word]} number. The eighth word is
 * the CRC-32C of the others. In version 1, which is no longer written, the eighth word is one more
 * of bits.
 */
public final class TokenFilter {

    public static final int SLICE_BYTES = 32;

    private static final int BITS_PER_HASH = 12;
    private static final int WORDS = 7;
    private static final int WORDS_IN_VERSION_1 = 8;
    private static final int BIT_BYTES = WORDS * Integer.BYTES;
    private static final int[] SALT = {
        0x47b6137b,
        0x44974d91,
        0x8824ad5b,
        0xa2b7289d,
        0x705495c7,
        0x2df1424b,
        0x9efc4947,
        0x5c6bfb31
    };

    private TokenFilter() {}

    /** Makes the filter of all hashes in a set. */
    public static byte[] of(HashSet hashes) {
        long bits = Math.max(1, (long) hashes.size() * BITS_PER_HASH);
        int slices = Math.toIntExact((bits + SLICE_BYTES * 8 - 1) / (SLICE_BYTES * 8));
        byte[] filter = new byte[Math.multiplyExact(slices, SLICE_BYTES)];
        hashes.forEach(
                hash -> {
                    int offset = slice(hash, slices) * SLICE_BYTES;
                    for (int word = 0; word < WORDS; word++) {
                        int bit = bit(hash, word);
                        filter[offset + word * 4 + (bit >>> 3)] |= (byte) (1 << (bit & 7));
                    }
                });
        for (int offset = 0; offset < filter.length; offset += SLICE_BYTES) {
            int checksum = checksum(filter, offset);
            for (int i = 0; i < Integer.BYTES; i++) {
                filter[offset + BIT_BYTES + i] = (byte) (checksum >>> (8 * i));
            }
        }
        return filter;
    }

    /** Whether a filter may hold a hash. */
    public static boolean mayContain(byte[] filter, int version, long hash) {
        int slices = filter.length / SLICE_BYTES;
        return sliceMayContain(filter, slice(hash, slices) * SLICE_BYTES, version, hash);
    }

    /** Whether the slice that a hash belongs to may hold it. */
    public static boolean sliceMayContain(byte[] bytes, int offset, int version, long hash) {
        int words = version == 1 ? WORDS_IN_VERSION_1 : WORDS;
        for (int word = 0; word < words; word++) {
            int bit = bit(hash, word);
            if ((bytes[offset + word * 4 + (bit >>> 3)] & (1 << (bit & 7))) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a slice is as it was written, as far as its version can tell. */
    public static boolean isSliceIntact(byte[] slice, int version) {
        if (slice.length != SLICE_BYTES) {
            return false;
        }
        int found = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            found |= (slice[BIT_BYTES + i] & 0xFF) << (8 * i);
        }
        return version == 1 || found == checksum(slice, 0);
    }

    private static int checksum(byte[] bytes, int offset) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, BIT_BYTES);
        return (int) crc.getValue();
    }

    private static int slice(long hash, int slices) {
        return (int) (((hash >>> 32) * slices) >>> 32);
    }

    private static int bit(long hash, int word) {
        return ((int) hash * SALT[word]) >>> 27;
    }
}
