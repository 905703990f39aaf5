package io.stacklens.collector.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.model.batch.RequestPartId;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

class PartitionIntakeTest {

    private static final Duration NEVER = Duration.ofHours(1);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final FakeSender kafka = new FakeSender();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void sendsAFullBatchAtOnceAndKeepsTheOrder() {
        PartitionIntake intake = intake(3, NEVER);
        Receipt receipt = add(intake, "a", "b", "c", "d", "e", "f", "g");

        assertThat(kafka.bodies()).containsExactly(List.of("a", "b", "c"), List.of("d", "e", "f"));
        intake.flush();
        assertThat(kafka.bodies()).last().isEqualTo(List.of("g"));
        assertThat(receipt.outcome()).isNotDone();
        kafka.answer(0, null);
        kafka.answer(2, null);
        assertThat(receipt.outcome()).isNotDone();
        kafka.answer(1, null);
        assertThat(receipt.outcome().join()).isEqualTo(new Outcome(7, List.of(), null));
    }

    @Test
    void sendsASmallBatchAfterItsLinger() {
        add(intake(500, Duration.ofMillis(5)), "a");

        await().atMost(Duration.ofSeconds(20)).until(() -> kafka.bodies().size() == 1);
    }

    @Test
    void sendsABatchBeforeItGrowsTooLarge() {
        PartitionIntake intake = intake(500, NEVER);
        String large = "x".repeat(60);

        add(intake, "small", large, large);
        intake.flush();

        assertThat(kafka.bodies()).containsExactly(List.of("small", large), List.of(large));
    }

    @Test
    void putsLinesOfSeveralReceiptsIntoOneBatch() {
        PartitionIntake intake = intake(4, NEVER);
        Receipt first = add(intake, "a", "b");
        Receipt second = add(intake, "c", "d");

        kafka.answer(0, null);

        assertThat(first.outcome().join().accepted()).isEqualTo(2);
        assertThat(second.outcome().join().accepted()).isEqualTo(2);
    }

    @Test
    void sendsAPartOfARequestAloneAndLeavesTheOpenBatchOpen() {
        PartitionIntake intake = intake(500, NEVER);
        add(intake, "a");
        List<RawLine> request = lines("k1", "k2", "k3");
        Receipt receipt = new Receipt(request);
        RequestPartId name = new RequestPartId(1, 2);

        intake.addPart(new RequestPart(name, 1, 3), request, receipt);
        receipt.handedOver();
        add(intake, "b");
        intake.flush();
        kafka.answer(0, null);

        assertThat(kafka.bodies()).containsExactly(List.of("k2", "k3"), List.of("a", "b"));
        assertThat(kafka.parts).containsExactly(name, null);
        assertThat(receipt.outcome()).isDone();
    }

    @Test
    void namesTheLinesThatKafkaDidNotTakeInTheirOrder() {
        PartitionIntake intake = intake(2, NEVER);
        Receipt receipt = add(intake, "a", "b", "c", "d", "e", "f");
        TimeoutException cause = new TimeoutException("no answer");

        kafka.answer(2, cause);
        kafka.answer(1, null);
        kafka.answer(0, cause);

        Outcome outcome = receipt.outcome().join();
        assertThat(outcome.accepted()).isEqualTo(2);
        assertThat(outcome.failed()).extracting(this::text).containsExactly("a", "b", "e", "f");
        assertThat(outcome.error()).isSameAs(cause);
    }

    @Test
    void reportsASendThatFailsAtOnce() {
        kafka.broken = new TimeoutException("buffer is full");

        Receipt receipt = add(intake(1, NEVER), "a");

        assertThat(receipt.outcome().join().isComplete()).isFalse();
    }

    private PartitionIntake intake(int maxRecords, Duration linger) {
        BatchProperties limits =
                new BatchProperties(
                        maxRecords, DataSize.ofBytes(100), linger, DataSize.ofMegabytes(1));
        return new PartitionIntake(0, limits, kafka, timer);
    }

    private static Receipt add(PartitionIntake intake, String... bodies) {
        List<RawLine> lines = lines(bodies);
        Receipt receipt = new Receipt(lines);
        intake.add(lines, receipt);
        return receipt;
    }

    private static List<RawLine> lines(String... bodies) {
        return Arrays.stream(bodies)
                .map(
                        body ->
                                new RawLine(
                                        RawRecord.of("", 1, "test"),
                                        body.getBytes(UTF_8),
                                        0,
                                        body.length()))
                .toList();
    }

    private String text(RawLine line) {
        return new String(line.bytes(), line.offset(), line.length(), UTF_8);
    }

    /** Keeps what is sent and answers when told to. */
    private static final class FakeSender implements BatchSender {
        private final List<List<String>> batches = new CopyOnWriteArrayList<>();
        private final List<@Nullable RequestPartId> parts = new CopyOnWriteArrayList<>();
        private final List<Consumer<@Nullable Exception>> waiting = new CopyOnWriteArrayList<>();
        private @Nullable TimeoutException broken;

        @Override
        public void send(
                ProducerRecord<byte[], byte[]> batch,
                int logRecords,
                Consumer<@Nullable Exception> answered) {
            if (broken != null) {
                throw broken;
            }
            RawBatch sent = RawBatch.decode(batch.value());
            assertThat(sent.size()).isEqualTo(logRecords);
            batches.add(sent.records().stream().map(RawRecord::bodyText).toList());
            parts.add(sent.requestPart());
            waiting.add(answered);
        }

        List<List<String>> bodies() {
            return batches;
        }

        void answer(int batch, @Nullable Exception error) {
            waiting.get(batch).accept(error);
        }
    }
}
