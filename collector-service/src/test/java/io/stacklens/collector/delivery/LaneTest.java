package io.stacklens.collector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.collector.spool.PartitionSpool;
import io.stacklens.collector.spool.Spool;
import io.stacklens.collector.spool.SpoolFullException;
import io.stacklens.collector.spool.SpoolProperties;
import io.stacklens.collector.spool.SpooledBatch;
import io.stacklens.pipeline.fate.RecordFates;

import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One batch is one log record here, and its text is its name. */
class LaneTest {

    private static final long FIRST = 1_000;
    private static final Duration AFTER = Duration.ofSeconds(1);

    @TempDir private Path directory;
    private final FakeKafka kafka = new FakeKafka();
    private final RecordFates fates = new RecordFates(new SimpleMeterRegistry(), "test", "test");
    private final Map<String, String> answers = new LinkedHashMap<>();
    private Spool spool;
    private PartitionSpool partition;
    private Lane lane;

    @BeforeEach
    void connect() throws IOException {
        spool =
                Spool.open(
                        new SpoolProperties(
                                directory,
                                DataSize.ofMegabytes(1),
                                DataSize.ofBytes(0),
                                DataSize.ofMegabytes(1),
                                AFTER),
                        InstantSource.system());
        partition = spool.partitions(1).getFirst();
        lane =
                new Lane(
                        partition,
                        FIRST,
                        new LaneLimits(AFTER, 100),
                        fates,
                        InstantSource.system(),
                        () -> {});
        lane.connected(kafka, 700);
        assertThat(lane.tryDirect()).isTrue();
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void answersWhenKafkaHasABatch() throws IOException {
        send("a", "b");
        assertThat(kafka.sent()).containsExactly("a", "b");
        assertThat(answers).isEmpty();

        kafka.take("a");
        assertThat(answers).containsExactly(Map.entry("a", "safe"));
        assertThat(fates.totals()).containsEntry("received", 1L).containsEntry("forwarded", 1L);
        assertThat(write(Duration.ZERO)).isEmpty();
    }

    @Test
    void answersFromDiskWhenKafkaIsLate() throws IOException {
        send("a", "b");
        assertThat(write(AFTER.plusMillis(1))).allMatch(batch -> batch.doubtFrom() == 700);
        send("c");
        assertThat(answers).containsOnlyKeys("a", "b");
        assertThat(write(Duration.ZERO)).noneMatch(SpooledBatch::isDoubtful);

        assertThat(answers).containsOnlyKeys("a", "b", "c").containsValues("safe");
        assertThat(kafka.sent()).containsExactly("a", "b");
        assertThat(fates.totals()).containsEntry("received", 0L);
    }

    @Test
    void drainsNothingBeforeTheProducerKnowsWhatBecameOfItsOwn() throws IOException {
        send("a", "b");
        write(AFTER.plusMillis(1));
        send("c");
        write(Duration.ZERO);

        assertThat(drain()).isEmpty();
        kafka.take("a");
        assertThat(drain()).isEmpty();
        kafka.take("b");
        assertThat(drain()).containsExactly("c");
        assertThat(answers).hasSize(3);
        assertThat(fates.totals()).containsEntry("received", 3L).containsEntry("forwarded", 3L);
        assertThat(lane.tryDirect()).isTrue();
        assertThat(partition.isEmpty()).isTrue();
    }

    @Test
    void drainsWhatTheProducerGaveUpUnlessItIsFoundOnTheTopic() throws IOException {
        send("a", "b");
        write(AFTER.plusMillis(1));
        kafka.loseTrackOf("a");
        assertThat(lane.doubtFrom()).isEqualTo(700);
        kafka.loseTrackOf("b");
        lane.found(Set.of(FIRST));

        assertThat(drain()).containsExactly("b");
        assertThat(answers).containsOnlyKeys("a", "b").containsValues("safe");
    }

    @Test
    void refusesWhatTheProducerGaveUpBeforeItWasOnDisk() {
        send("a");
        kafka.loseTrackOf("a");

        assertThat(answers).containsExactly(Map.entry("a", "no answer"));
        assertThat(lane.isSpooling()).isTrue();
    }

    @Test
    void looksOnTheTopicForWhatTheProducerGaveUpWhileItWasWritten() throws IOException {
        send("a", "b");
        List<SpooledBatch> batches = lane.beginWriting(System.nanoTime() + 2 * AFTER.toNanos());
        kafka.loseTrackOf("a");
        kafka.loseTrackOf("b");
        assertThat(answers).isEmpty();
        assertThat(drain()).isEmpty();

        partition.append(batches);
        partition.force();
        assertThat(drain()).isEmpty();
        lane.written();

        assertThat(answers).containsOnlyKeys("a", "b").containsValues("safe");
        assertThat(lane.doubtFrom()).isEqualTo(700);
        lane.found(Set.of(FIRST));
        assertThat(drain()).containsExactly("b");
    }

    @Test
    void refusesWhatTheProducerGaveUpAndTheDiskDidNotTake() {
        send("a");
        lane.beginWriting(System.nanoTime() + 2 * AFTER.toNanos());
        kafka.loseTrackOf("a");
        lane.notWritten(new SpoolFullException("disk full"));

        assertThat(answers).containsExactly(Map.entry("a", "disk full"));
    }

    @Test
    void spoolsInOrderWhatTheProducerDoesNotTake() throws IOException {
        send("a");
        kafka.isRefusing = true;
        send("b", "c");
        kafka.take("a");
        write(Duration.ZERO);

        assertThat(kafka.sent()).containsExactly("a");
        assertThat(drain()).containsExactly("b", "c");
        assertThat(answers).containsOnlyKeys("a", "b", "c").containsValues("safe");
    }

    @Test
    void spoolsWhatComesFasterThanKafkaTakesIt() throws IOException {
        String large = "x".repeat(100);
        send(large, "b");
        write(Duration.ZERO);

        assertThat(answers).containsOnlyKeys(large, "b");
        kafka.take(large);
        assertThat(drain()).containsExactly("b");
    }

    @Test
    void hasWhatComesNearTheEndWaitInMemorySoThatTheEndComes() throws IOException {
        send("a");
        write(AFTER.plusMillis(1));
        kafka.take("a");
        send("b");
        write(Duration.ZERO);
        List<SpooledBatch> batches = lane.read(Long.MAX_VALUE);
        send("c");
        assertThat(write(Duration.ZERO)).isEmpty();
        lane.committed(batches);

        assertThat(lane.tryDirect()).isTrue();
        assertThat(kafka.sent()).containsExactly("a", "c");
        kafka.take("c");
        assertThat(answers).hasSize(3);
        assertThat(fates.totals()).containsEntry("forwarded", 3L);
    }

    @Test
    void keepsWhatItReadUntilTheOutcomeIsKnown() throws IOException {
        lane.hold(true);
        send("a");
        write(Duration.ZERO);
        lane.hold(false);
        List<SpooledBatch> batches = lane.read(Long.MAX_VALUE);

        // The commit has failed, and no more lines come.
        assertThat(lane.tryDirect()).isFalse();
        assertThat(partition.isEmpty()).isFalse();

        lane.startFrom(Long.MIN_VALUE, batches);
        assertThat(drain()).containsExactly("a");
        assertThat(lane.tryDirect()).isTrue();
    }

    @Test
    void readsAnewWhatWasNotCommittedAndNoMoreWhatWas() throws IOException {
        lane.hold(true);
        send("a", "b", "c");
        write(Duration.ZERO);
        lane.hold(false);
        List<SpooledBatch> batches = lane.read(Long.MAX_VALUE);
        lane.startFrom(Long.MIN_VALUE, batches);
        assertThat(names(lane.read(Long.MAX_VALUE))).containsExactly("a", "b", "c");
        assertThat(fates.totals()).containsEntry("received", 0L);
        lane.startFrom(FIRST + 2, batches);

        assertThat(lane.read(Long.MAX_VALUE)).isEmpty();
        assertThat(fates.totals()).containsEntry("received", 3L);
        assertThat(partition.isEmpty()).isTrue();
    }

    @Test
    void keepsEverythingOnDiskWhileItIsHeld() throws IOException {
        lane.hold(true);
        send("a");
        write(Duration.ZERO);

        assertThat(answers).containsOnlyKeys("a");
        assertThat(drain()).isEmpty();
        assertThat(lane.tryDirect()).isFalse();
        lane.hold(false);
        assertThat(drain()).containsExactly("a");
    }

    @Test
    void refusesOnlyWhatKafkaCannotHaveWhenTheDiskIsFull() {
        send("a");
        lane.beginWriting(System.nanoTime() + 2 * AFTER.toNanos());
        lane.notWritten(new SpoolFullException("disk full"));
        send("b");
        lane.beginWriting(System.nanoTime());
        lane.notWritten(new SpoolFullException("disk full"));
        assertThat(answers).containsExactly(Map.entry("b", "disk full"));

        kafka.take("a");
        assertThat(answers).containsEntry("a", "safe");
    }

    @Test
    void writesAllThatIsLeftAtTheEnd() throws IOException {
        send("a");
        lane.leave();

        assertThat(write(Duration.ZERO)).singleElement().matches(SpooledBatch::isDoubtful);
        assertThat(answers).containsExactly(Map.entry("a", "safe"));
    }

    private void send(String... names) {
        for (String name : names) {
            lane.send(
                    name.getBytes(UTF_8),
                    1,
                    error ->
                            assertThat(
                                            answers.put(
                                                    name,
                                                    error == null ? "safe" : error.getMessage()))
                                    .isNull());
        }
    }

    /** What the spool's writer does, so much later. */
    private List<SpooledBatch> write(Duration later) throws IOException {
        List<SpooledBatch> batches = lane.beginWriting(System.nanoTime() + later.toNanos());
        if (!batches.isEmpty()) {
            partition.append(batches);
            partition.force();
            lane.written();
        }
        return batches;
    }

    private List<String> drain() throws IOException {
        List<SpooledBatch> batches = lane.read(Long.MAX_VALUE);
        if (!batches.isEmpty()) {
            lane.committed(batches);
        }
        return names(batches);
    }

    private static List<String> names(List<SpooledBatch> batches) {
        return batches.stream().map(batch -> new String(batch.value(), UTF_8)).toList();
    }

    /** Keeps what is sent, and answers when told to. */
    private static final class FakeKafka implements DirectSender {
        private final Map<String, Fate> waiting = new LinkedHashMap<>();
        private final List<String> sent = new ArrayList<>();
        private boolean isRefusing;
        private long offset = 700;

        @Override
        public void send(int partition, long sequence, byte[] value, Fate fate) {
            if (isRefusing) {
                fate.notSent(new TimeoutException("no answer"));
            } else {
                String name = new String(value, UTF_8);
                sent.add(name);
                waiting.put(name, fate);
            }
        }

        List<String> sent() {
            return sent;
        }

        void take(String name) {
            fate(name).taken(offset++);
        }

        void loseTrackOf(String name) {
            fate(name).unknown(new TimeoutException("no answer"));
        }

        private Fate fate(String name) {
            @Nullable Fate fate = waiting.remove(name);
            assertThat(fate).as(name).isNotNull();
            return fate;
        }
    }
}
