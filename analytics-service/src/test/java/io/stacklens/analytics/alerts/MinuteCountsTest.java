package io.stacklens.analytics.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;

import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.TreeMap;

class MinuteCountsTest {

    @Test
    void countsAsAMapWouldThatForgetsTheOldest() {
        Random random = new Random(7);
        for (int run = 0; run < 200; run++) {
            MinuteCounts counts = new MinuteCounts(10);
            TreeMap<Long, Long> expected = new TreeMap<>();
            long minute = random.nextLong(100) - 50;
            for (int i = 0; i < 60; i++) {
                minute += random.nextLong(7) - 2;
                counts.add(minute, i);
                expected.merge(minute, (long) i, Long::sum);
                expected.headMap(expected.lastKey() - 9).clear();
            }
            long from = minute - random.nextInt(15);
            long to = from + random.nextInt(15);

            assertThat(counts.sum(from, to))
                    .isEqualTo(
                            from >= to
                                    ? 0
                                    : expected.subMap(from, to).values().stream()
                                            .mapToLong(Long::longValue)
                                            .sum());
            assertThat(counts.newest()).isEqualTo(expected.lastKey());
        }
    }

    @Test
    void isEmptyAtFirst() {
        MinuteCounts counts = new MinuteCounts(10);

        assertThat(counts.sum(0, Long.MAX_VALUE)).isZero();
        assertThat(counts.present(-5, 5)).isZero();
    }

    @Test
    void isTheSameAfterARestart() {
        MinuteCounts counts = new MinuteCounts(10);
        counts.add(100, 3);
        counts.add(107, 5);
        ByteWriter out = new ByteWriter(64);
        counts.writeTo(out);

        MinuteCounts again = MinuteCounts.read(new ByteReader(out.toByteArray()), 10);

        assertThat(again.sum(100, 101)).isEqualTo(3);
        assertThat(again.sum(98, 108)).isEqualTo(8);
        assertThat(again.present(98, 108)).isEqualTo(2);
        assertThat(again.newest()).isEqualTo(107);
    }
}
