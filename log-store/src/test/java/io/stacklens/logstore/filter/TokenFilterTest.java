package io.stacklens.logstore.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class TokenFilterTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 1000, 40_000})
    void neverDeniesWhatItHoldsAndSeldomClaimsWhatItDoesNot(int size) {
        Random random = new Random(size);
        HashSet hashes = new HashSet();
        long[] held = random.longs(size).toArray();
        for (long hash : held) {
            hashes.add(hash);
            hashes.add(hash);
        }
        byte[] filter = TokenFilter.of(hashes);

        assertThat(hashes.size()).isEqualTo(size);
        for (long hash : held) {
            assertThat(TokenFilter.mayContain(filter, hash)).isTrue();
        }
        long claimed =
                random.longs(100_000).filter(hash -> TokenFilter.mayContain(filter, hash)).count();
        assertThat(claimed).isLessThan(1_500);
    }
}
