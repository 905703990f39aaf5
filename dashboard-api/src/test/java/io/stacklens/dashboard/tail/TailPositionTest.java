package io.stacklens.dashboard.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailPositionTest {

    @Test
    void comesBackAsItWent() {
        TailPosition position = TailPosition.at(0, 12_345_678_901L, 7).with(1, 99, 300);

        TailPosition read = TailPosition.parse(position.toString());

        assertThat(read).isEqualTo(position);
        assertThat(read.offset(1)).isEqualTo(99);
        assertThat(read.rows(1)).isEqualTo(300);
        assertThat(read.rows(2)).isZero();
    }

    @Test
    void takesAPartitionThatCameLaterFromItsBeginning() {
        TailPosition position = TailPosition.parse("@5.6");

        assertThat(position.offset(4)).isZero();
        assertThat(position.with(4, 10, 0).partitions()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "5.",
                "5:",
                ":5",
                "5.6:7:8",
                "-1",
                "A",
                "5 6",
                "zzzzzzzzzzzzzzzzzz"
            })
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> TailPosition.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesMorePartitionsThanThereCanBe() {
        assertThatThrownBy(() -> TailPosition.parse("@" + "1.".repeat(2000) + "1"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
