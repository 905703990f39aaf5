package io.stacklens.collector.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

class SpoolTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir private Path directory;

    @Test
    void keepsItsIdAndItsPartitionsOverARestart() {
        String id;
        try (Spool spool = open(NOON)) {
            id = spool.id();
            assertThat(spool.partitions()).isEmpty();
            assertThat(spool.partitions(4)).hasSize(4);
        }

        try (Spool spool = open(NOON)) {
            assertThat(spool.id()).isEqualTo(id);
            assertThat(spool.partitions()).hasSize(4);
            assertThat(spool.partitions(2)).hasSize(4);
        }
    }

    @Test
    void neverGivesASequenceTwiceWhateverTheClockDoes() {
        long last = 0;
        for (Instant now : List.of(NOON, NOON, NOON.minusSeconds(86_400), NOON.plusSeconds(60))) {
            try (Spool spool = open(now)) {
                assertThat(spool.firstSequence()).isGreaterThan(last + 1_000_000);
                last = spool.firstSequence();
            }
        }
    }

    @Test
    void goesBeyondAnOldCopyOfItself() throws IOException {
        long first;
        byte[] copy;
        try (Spool spool = open(NOON)) {
            first = spool.firstSequence();
            copy = Files.readAllBytes(directory.resolve("identity"));
        }
        Files.write(directory.resolve("identity"), copy);

        try (Spool spool = open(NOON.plusMillis(1_000))) {
            assertThat(spool.firstSequence()).isGreaterThan(first);
        }
    }

    @Test
    void findsItsIdentityInTheFilesWhenItsOwnIsLost() throws IOException {
        String id;
        try (Spool spool = open(NOON)) {
            id = spool.id();
            PartitionSpool second = spool.partitions(4).get(1);
            second.append(
                    List.of(
                            new SpooledBatch(
                                    spool.firstSequence(),
                                    1,
                                    7,
                                    SpooledBatch.NO_DOUBT,
                                    new byte[9])));
            second.force();
        }
        Files.write(directory.resolve("identity"), new byte[0]);

        try (Spool spool = open(NOON.minusSeconds(10))) {
            assertThat(spool.id()).isEqualTo(id);
            assertThat(spool.partitions()).hasSize(2);
            assertThat(spool.logRecords()).isEqualTo(7);
            assertThat(spool.firstSequence())
                    .isGreaterThan(spool.partitions().get(1).lastSequence());
        }
    }

    @Test
    void belongsToOneCollector() {
        try (Spool _ = open(NOON)) {
            assertThatThrownBy(() -> open(NOON))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is used by another collector");
        }
        open(NOON).close();
    }

    private Spool open(Instant now) {
        return Spool.open(
                new SpoolProperties(
                        directory,
                        DataSize.ofMegabytes(1),
                        DataSize.ofBytes(0),
                        DataSize.ofKilobytes(1),
                        Duration.ofSeconds(1)),
                InstantSource.fixed(now));
    }
}
