package io.stacklens.analytics.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class PartitionLagTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void isTheAgeOfTheOldestUnreadRecord() {
        PartitionLag lag = new PartitionLag(false, 0);

        assertThat(lag.look(0, 0, NOON)).isZero();
        assertThat(lag.look(10, 5, NOON.plusSeconds(1))).isZero();
        assertThat(lag.look(20, 5, NOON.plusSeconds(9))).isEqualTo(Duration.ofSeconds(8));
        assertThat(lag.look(30, 10, NOON.plusSeconds(12))).isEqualTo(Duration.ofSeconds(3));
        assertThat(lag.look(30, 30, NOON.plusSeconds(13))).isZero();
    }

    @Test
    void aTransactionsMarkerIsNoRecord() {
        PartitionLag transactional = new PartitionLag(true, 10);
        PartitionLag plain = new PartitionLag(false, 10);

        transactional.look(10, 9, NOON);
        plain.look(10, 9, NOON);

        assertThat(transactional.look(10, 9, NOON.plusSeconds(60))).isZero();
        assertThat(plain.look(10, 9, NOON.plusSeconds(60))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void isDrainedOnceAllThatWasThereAtTheFirstLookIsRead() {
        PartitionLag lag = new PartitionLag(false, 10);

        lag.look(10, 5, NOON);
        assertThat(lag.isDrained()).isFalse();

        lag.look(50, 10, NOON);
        assertThat(lag.isDrained()).isTrue();
        lag.look(90, 20, NOON.plusSeconds(60));
        assertThat(lag.isDrained()).isTrue();
    }
}
