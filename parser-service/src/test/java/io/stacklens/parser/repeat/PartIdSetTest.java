package io.stacklens.parser.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.batch.RequestPartId;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

class PartIdSetTest {

    private final Random random = new Random(7);
    private final PartIdSet ids = new PartIdSet();

    @Test
    void knowsWhatItWasGivenAndNothingElseAlsoWhenTrimmed() {
        Set<RequestPartId> expected = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            RequestPartId id = any();
            assertThat(ids.add(id)).isEqualTo(expected.add(id));
        }

        assertKnows(expected);
        ids.trim();
        assertKnows(expected);
    }

    @Test
    void tellsNamesApartThatBelongInTheSamePlace() {
        for (long low = 0; low < 1_000; low++) {
            assertThat(ids.add(new RequestPartId(-1, low))).isTrue();
        }
        ids.trim();

        assertThat(ids.size()).isEqualTo(1_000);
        assertThat(ids.contains(new RequestPartId(-1, 999))).isTrue();
        assertThat(ids.contains(new RequestPartId(-1, 1_000))).isFalse();
    }

    @Test
    void takesANameOfZeros() {
        RequestPartId zeros = new RequestPartId(0, 0);

        assertThat(ids.contains(zeros)).isFalse();
        assertThat(ids.add(zeros)).isTrue();
        assertThat(ids.add(zeros)).isFalse();
    }

    @Test
    void isEmptyWhenTrimmedBeforeUse() {
        ids.trim();

        assertThat(ids.contains(any())).isFalse();
    }

    private void assertKnows(Set<RequestPartId> expected) {
        assertThat(ids.size()).isEqualTo(expected.size());
        assertThat(expected).allMatch(ids::contains);
        for (int i = 0; i < 10_000; i++) {
            RequestPartId id = any();
            assertThat(ids.contains(id)).isEqualTo(expected.contains(id));
        }
    }

    /** From a range that is small enough for repetitions. */
    private RequestPartId any() {
        return new RequestPartId(
                random.nextInt(150) * 0x9E3779B97F4A7C15L, 1 + random.nextInt(150));
    }
}
