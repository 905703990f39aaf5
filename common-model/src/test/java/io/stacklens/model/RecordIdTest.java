package io.stacklens.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RecordIdTest {

    @Test
    void isReadBackFromItsText() {
        RecordId id = new RecordId(1_767_225_600_000_000_123L, 3, 1L << 40, 499);

        assertThat(id).hasToString("18867251edfa007b-3-10000000000-1f3");
        assertThat(RecordId.parse(id.toString())).isEqualTo(id);
    }

    @Test
    void keepsTimesBefore1970() {
        RecordId id = new RecordId(-1, 0, 0, 0);

        assertThat(RecordId.parse(id.toString())).isEqualTo(id);
    }

    @Test
    void sortsByTimeThenByOrigin() {
        RecordId earlier = new RecordId(1, 9, 9, 9);
        RecordId later = new RecordId(2, 0, 0, 1);
        RecordId last = new RecordId(2, 0, 1, 0);

        assertThat(last).isGreaterThan(later);
        assertThat(later).isGreaterThan(earlier);
    }

    @Test
    void namesWhatItCannotRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordId.parse("yesterday"))
                .withMessageContaining("'yesterday'");
    }
}
