package io.stacklens.parser.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.batch.RequestPartId;
import io.stacklens.model.batch.SeenKeys.Seen;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class SeenPartsTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final SeenParts parts = new SeenParts(DAY, 1_000);

    @Test
    void remembersForADayAndNotMuchLonger() {
        for (int minute = 0; minute < 2 * 24 * 60; minute += 10) {
            add(minute, NOON.plus(Duration.ofMinutes(minute)));
        }
        Instant now = NOON.plus(Duration.ofDays(2));

        for (int minute = 0; minute < 2 * 24 * 60; minute += 10) {
            boolean isKnown = contains(minute, now);
            if (minute >= 24 * 60) {
                assertThat(isKnown).as("minute %d", minute).isTrue();
            } else if (minute < 23 * 60) {
                assertThat(isKnown).as("minute %d", minute).isFalse();
            }
        }
        assertThat(parts.size()).isBetween(24 * 6, 25 * 6);
        assertThat(parts.forgotten()).isZero();
    }

    @Test
    void forgetsWhenOnlyOthersComeAfterwards() {
        add(1, NOON);

        assertThat(contains(2, NOON.plus(Duration.ofHours(25)))).isFalse();
        assertThat(parts.size()).isZero();
    }

    @Test
    void forgetsTheOldestFirstWhenThereAreTooMany() {
        for (int i = 0; i < 5_000; i++) {
            add(i, NOON);
        }

        assertThat(parts.size()).isBetween(800, 1_000);
        assertThat(contains(4_999, NOON)).isTrue();
        assertThat(contains(4_201, NOON)).isTrue();
        assertThat(contains(3_999, NOON)).isFalse();
        assertThat(parts.forgotten()).isEqualTo(5_000 - parts.size());
    }

    @Test
    void countsAPartOnce() {
        add(1, NOON);
        add(1, NOON.plusSeconds(1));

        assertThat(parts.size()).isEqualTo(1);
    }

    @Test
    void remembersThoughTheBrokersClockGoesBack() {
        add(1, NOON);
        add(2, NOON.minus(Duration.ofHours(5)));

        assertThat(contains(1, NOON.minus(Duration.ofHours(5)))).isTrue();
        assertThat(contains(2, NOON.plus(Duration.ofHours(1)))).isTrue();
    }

    private void add(int number, Instant appended) {
        parts.add(new Seen(id(number), appended.toEpochMilli()));
    }

    private boolean contains(int number, Instant now) {
        return parts.contains(id(number), now.toEpochMilli());
    }

    private static RequestPartId id(int number) {
        return new RequestPartId(number * 0x9E3779B97F4A7C15L, number);
    }
}
