package io.stacklens.logstore.filter;

/**
 * A split-block Bloom filter: says of a 64-bit hash that it is surely not there, or that it may be.
 * About one per cent of the hashes that are not there may be. Chosen over denser filters since one
 * look-up reads 32 bytes in one place: the database hands out just that slice of a stored filter.
 *
 * <p>Layout: n slices of 32 bytes, each eight words of four bytes, lowest byte first. A hash
 * belongs to slice {@code ((hash >>> 32) * n) >>> 32}; in each of its words it sets the bit that
 * the upper five bits of {@code (int) hash * SALT[word]} number.
 */
public final class TokenFilter {

    public static final int SLICE_BYTES = 32;

    private static final int BITS_PER_HASH = 11;
    private static final int WORDS = 8;
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
        return filter;
    }

    /** Whether a filter may hold a hash. */
    public static boolean mayContain(byte[] filter, long hash) {
        int slices = filter.length / SLICE_BYTES;
        return sliceMayContain(filter, slice(hash, slices) * SLICE_BYTES, hash);
    }

    /** Whether the slice that a hash belongs to may hold it. */
    public static boolean sliceMayContain(byte[] bytes, int offset, long hash) {
        for (int word = 0; word < WORDS; word++) {
            int bit = bit(hash, word);
            if ((bytes[offset + word * 4 + (bit >>> 3)] & (1 << (bit & 7))) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int slice(long hash, int slices) {
        return (int) (((hash >>> 32) * slices) >>> 32);
    }

    private static int bit(long hash, int word) {
        return ((int) hash * SALT[word]) >>> 27;
    }
}
