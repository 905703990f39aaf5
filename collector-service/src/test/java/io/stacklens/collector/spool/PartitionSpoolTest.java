package io.stacklens.collector.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

class PartitionSpoolTest {

    private static final UUID ID = UUID.fromString("0f2a7c4e-88b1-4a5d-9a3e-3a0c5d1e7b11");
    private static final long ALL = Long.MAX_VALUE;

    @TempDir private Path directory;
    private final AtomicLong diskFree = new AtomicLong(ALL);
    private final List<PartitionSpool> open = new ArrayList<>();
    private SpoolSpace space = newSpace();
    private SpoolCounts counts = new SpoolCounts();

    @AfterEach
    void close() throws IOException {
        for (PartitionSpool spool : open) {
            spool.close();
        }
    }

    @Test
    void givesBackWhatWasWrittenInItsOrder() throws IOException {
        PartitionSpool spool = open(10_000);
        write(spool, 1, 2, 3);
        write(spool, 4);

        assertThat(texts(spool)).containsExactly("batch 1", "batch 2", "batch 3", "batch 4");
        assertThat(spool.isReadToEnd()).isTrue();
        assertThat(spool.logRecords()).isEqualTo(8);
        assertThat(counts.written()).isEqualTo(8);
    }

    @Test
    void readsNothingThatIsNotSafeYet() throws IOException {
        PartitionSpool spool = open(10_000);
        spool.append(List.of(batch(1)));

        assertThat(texts(spool)).isEmpty();
        spool.force();
        assertThat(texts(spool)).containsExactly("batch 1");
    }

    @Test
    void keepsEverythingOverARestart() throws IOException {
        write(open(100), LongStream.rangeClosed(1, 20).toArray());
        PartitionSpool spool = reopen(100);

        assertThat(texts(spool)).hasSize(20).startsWith("batch 1").endsWith("batch 20");
        assertThat(spool.logRecords()).isEqualTo(40);
        assertThat(spool.lastSequence()).isEqualTo(20);
        write(spool, 21);
        assertThat(texts(spool)).containsExactly("batch 21");
    }

    @Test
    void deletesAFileWhenAllOfItIsSettled() throws IOException {
        PartitionSpool spool = open(100);
        write(spool, 1, 2, 3, 4, 5, 6);
        int files = files().size();

        assertThat(spool.read(1, _ -> false)).hasSize(1);
        spool.settled();
        assertThat(files()).hasSize(files); // the first has a second batch
        assertThat(spool.logRecords()).isEqualTo(10);
        assertThat(texts(spool)).hasSize(5);
        spool.settled();
        assertThat(files()).isEmpty();
        assertThat(spool.isEmpty()).isTrue();
        assertThat(space.used()).isZero();
        assertThat(spool.logRecords()).isZero();
        assertThat(counts.drained()).isEqualTo(12);
    }

    @Test
    void readsAnewWhatWasNotSettled() throws IOException {
        PartitionSpool spool = open(100);
        write(spool, 1, 2, 3, 4);
        spool.read(1, _ -> false);
        spool.settled();
        texts(spool);
        spool.rewind();

        assertThat(texts(spool)).containsExactly("batch 2", "batch 3", "batch 4");
        spool.settled();
        assertThat(counts.drained()).isEqualTo(8);
    }

    @Test
    void leavesOutWhatIsSettledElsewhere() throws IOException {
        PartitionSpool spool = open(100);
        write(spool, 1, 2, 3, 4);

        assertThat(spool.read(ALL, sequence -> sequence <= 3))
                .extracting(SpooledBatch::sequence)
                .containsExactly(4L);
    }

    @Test
    void cutsATornEndWhereverItTears() throws IOException {
        write(open(10_000), 1, 2, 3);
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        int last = SegmentLayout.size(batch(3));
        for (int end = whole.length - last; end < whole.length; end++) {
            Files.write(file, Arrays.copyOf(whole, end));
            PartitionSpool spool = reopen(10_000);

            assertThat(texts(spool)).as("cut at %d", end).containsExactly("batch 1", "batch 2");
            assertThat(counts.tornTails()).isEqualTo(end == whole.length - last ? 0 : 1);
            assertThat(counts.damagedPlaces()).isZero();
            write(spool, 4);
            assertThat(texts(spool)).containsExactly("batch 4");
            assertThat(texts(reopen(10_000))).containsExactly("batch 1", "batch 2", "batch 4");
        }
    }

    @Test
    void removesAFileThatEndsWithinItsHead() throws IOException {
        write(open(10_000), 1);
        Path file = files().getFirst();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 20));

        assertThat(reopen(10_000).isEmpty()).isTrue();
        assertThat(files()).isEmpty();
        assertThat(counts.tornTails()).isEqualTo(1);
    }

    @Test
    void skipsADamagedBatchWhicheverOfItsBytesIsWrong() throws IOException {
        write(open(10_000), 1, 2, 3);
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        int from = SegmentLayout.HEADER_BYTES + SegmentLayout.size(batch(1));
        int to = from + SegmentLayout.size(batch(2));
        for (int at = from; at < to; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(file, damaged);
            PartitionSpool spool = reopen(10_000);

            assertThat(texts(spool)).as("byte %d", at).containsExactly("batch 1", "batch 3");
            assertThat(counts.damagedPlaces()).isEqualTo(1);
            assertThat(counts.tornTails()).isZero();
            assertThat(setAside()).isEqualTo(Arrays.copyOfRange(damaged, from, to));
        }
    }

    @Test
    void keepsADamagedLastBatchAside() throws IOException {
        write(open(10_000), 1, 2);
        Path file = files().getFirst();
        byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length - 1] ^= 1;
        Files.write(file, damaged);
        PartitionSpool spool = reopen(10_000);

        assertThat(texts(spool)).containsExactly("batch 1");
        assertThat(counts.damagedPlaces()).isEqualTo(1);
        assertThat(setAside()).hasSize(SegmentLayout.size(batch(2)));
        write(spool, 3);
        assertThat(texts(spool)).containsExactly("batch 3");
    }

    @Test
    void goesOnBehindDamageThatComesWhileItIsOpen() throws IOException {
        PartitionSpool spool = open(10_000);
        write(spool, 1, 2);
        Path file = files().getFirst();
        byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length - 1] ^= 1;
        Files.write(file, damaged);

        assertThat(texts(spool)).containsExactly("batch 1");
        assertThat(spool.isReadToEnd()).isTrue();
        assertThat(counts.damagedPlaces()).isEqualTo(1);
        spool.settled();
        assertThat(spool.isEmpty()).isTrue();
        assertThat(spool.logRecords()).isZero();
    }

    @Test
    void isNotMisledByABodyThatLooksLikeABatch() throws IOException {
        PartitionSpool spool = open(10_000);
        byte[] other =
                SegmentLayout.beginning(SegmentLayout.marker(UUID.randomUUID()), batch(9)).array();
        spool.append(List.of(new SpooledBatch(1, 5, 1, SpooledBatch.NO_DOUBT, other), batch(2)));
        spool.force();
        Path file = files().getFirst();
        byte[] damaged = Files.readAllBytes(file);
        damaged[SegmentLayout.HEADER_BYTES + SegmentLayout.PREFIX_BYTES] ^= 1;
        Files.write(file, damaged);

        assertThat(texts(reopen(10_000))).containsExactly("batch 2");
    }

    @Test
    void writesBatchesThatBelongTogetherIntoOneFile() throws IOException {
        PartitionSpool spool = open(100);
        spool.append(LongStream.rangeClosed(1, 20).mapToObj(PartitionSpoolTest::batch).toList());
        assertThat(files()).hasSize(1);
        assertThat(texts(spool)).isEmpty();

        spool.force();
        assertThat(texts(spool)).hasSize(20);
    }

    @Test
    void isWrittenToAfterItsReaderWasInterrupted() throws IOException {
        PartitionSpool spool = open(10_000);
        write(spool, 1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> texts(spool)).isInstanceOf(ClosedByInterruptException.class);
        assertThat(Thread.interrupted()).isTrue();

        write(spool, 2);

        assertThat(texts(reopen(10_000))).containsExactly("batch 1", "batch 2");
    }

    @Test
    void writesNothingWhenTheDiskIsFull() throws IOException {
        PartitionSpool spool = open(10_000);
        write(spool, 1);
        diskFree.set(10);
        space = newSpace();
        PartitionSpool full = reopen(10_000);

        assertThatThrownBy(() -> full.append(List.of(batch(2))))
                .isInstanceOf(SpoolFullException.class)
                .hasMessageContaining("10 bytes free (expected: at least 1,000)");
        assertThat(texts(full)).containsExactly("batch 1");
    }

    @Test
    void saysThatItIsFull() throws IOException {
        space = new SpoolSpace(150, 0, () -> ALL);
        PartitionSpool spool = open(10_000);
        assertThat(space.refusal()).isEmpty();
        write(spool, 1, 2, 3);

        assertThat(space.refusal()).contains("the spool is full").contains("(expected: below 150)");
        texts(spool);
        spool.settled();
        assertThat(space.refusal()).isEmpty();
    }

    @Test
    void remembersWhereDoubtBegins() throws IOException {
        PartitionSpool spool = open(100);
        spool.append(List.of(batch(1), new SpooledBatch(2, 5, 1, 700, new byte[50])));
        spool.force();
        spool.append(List.of(new SpooledBatch(3, 5, 1, 701, new byte[50]), batch(4)));
        spool.force();

        PartitionSpool again = reopen(100);
        assertThat(again.doubtFrom(0)).isEqualTo(700);
        assertThat(again.doubtFrom(2)).isEqualTo(701);
        assertThat(again.doubtFrom(3)).isEqualTo(SpooledBatch.NO_DOUBT);
    }

    private PartitionSpool open(long segmentSize) throws IOException {
        PartitionSpool spool =
                PartitionSpool.open(
                        directory.resolve("0"),
                        directory.resolve("damaged"),
                        0,
                        ID,
                        segmentSize,
                        space,
                        counts);
        open.add(spool);
        return spool;
    }

    private PartitionSpool reopen(long segmentSize) throws IOException {
        close();
        open.clear();
        Path damaged = directory.resolve("damaged/0");
        if (Files.exists(damaged)) {
            try (Stream<Path> files = Files.list(damaged)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
        space = newSpace();
        counts = new SpoolCounts();
        return open(segmentSize);
    }

    private SpoolSpace newSpace() {
        return new SpoolSpace(1 << 20, 1_000, diskFree::get);
    }

    private static void write(PartitionSpool spool, long... sequences) throws IOException {
        for (long sequence : sequences) {
            spool.append(List.of(batch(sequence)));
            spool.force();
        }
    }

    private static SpooledBatch batch(long sequence) {
        return new SpooledBatch(
                sequence, 5, 2, SpooledBatch.NO_DOUBT, ("batch " + sequence).getBytes(UTF_8));
    }

    private static List<String> texts(PartitionSpool spool) throws IOException {
        return spool.read(ALL, _ -> false).stream()
                .map(batch -> new String(batch.value(), UTF_8))
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("0"))) {
            return files.sorted().toList();
        }
    }

    private byte[] setAside() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("damaged/0"))) {
            return Files.readAllBytes(files.findFirst().orElseThrow());
        }
    }

    @Test
    void survivesManySmallFiles() throws IOException {
        PartitionSpool spool = open(1);
        for (int i : IntStream.rangeClosed(1, 30).toArray()) {
            write(spool, i);
        }

        assertThat(files()).hasSize(30);
        assertThat(texts(spool)).hasSize(30);
        spool.settled();
        assertThat(files()).isEmpty();
    }
}
