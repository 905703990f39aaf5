package io.stacklens.logstore.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class TokenFilterTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 1000, 40_000})
    void neverDeniesWhatItHoldsAndSeldomClaimsWhatItDoesNot(int size) {
        Random random = new Random(size);
        HashSet hashes = new HashSet(size / 2);
        long[] held = random.longs(size).toArray();
        for (long hash : held) {
            hashes.add(hash);
            hashes.add(hash);
        }
        byte[] filter = TokenFilter.of(hashes);

        assertThat(hashes.size()).isEqualTo(size);
        for (long hash : held) {
            assertThat(TokenFilter.mayContain(filter, 2, hash)).isTrue();
        }
        long claimed =
                random.longs(100_000)
                        .filter(hash -> TokenFilter.mayContain(filter, 2, hash))
                        .count();
        assertThat(claimed).isLessThan(2_000);
    }

    @Test
    void noticesEveryChangedByteOfASlice() {
        HashSet hashes = new HashSet(1);
        hashes.add(4711);
        byte[] slice = TokenFilter.of(hashes);

        assertThat(TokenFilter.isSliceIntact(slice, 2)).isTrue();
        for (int i = 0; i < slice.length; i++) {
            byte[] damaged = slice.clone();
            damaged[i] ^= 0x10;
            assertThat(TokenFilter.isSliceIntact(damaged, 2)).isFalse();
        }
    }
}
