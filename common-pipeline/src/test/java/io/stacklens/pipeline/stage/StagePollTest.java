package io.stacklens.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.pipeline.deadletter.DeadLetters;
import io.stacklens.pipeline.fate.RecordFates;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

class StagePollTest {

    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
    private final RecordFates fates = new RecordFates(new SimpleMeterRegistry(), "test", "test");

    @Test
    void takesBackWhatATransformGaveBeforeItThrew() {
        run(
                (source, out) -> {
                    out.forward("sink", 0, null, bytes("half"), 3);
                    out.discarded("empty", 1);
                    throw new IllegalStateException("a bug");
                });

        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().topic()).isEqualTo("source.dlq");
        assertThat(header(DeadLetterHeaders.ERROR_CLASS)).isEqualTo("IllegalStateException");
        assertThat(header(DeadLetterHeaders.ERROR)).isEqualTo("a bug");
        assertThat(header(DeadLetterHeaders.SOURCE_OFFSET)).isEqualTo("7");
        assertThat(header(DeadLetterHeaders.TIME)).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(fates.totals())
                .containsEntry("received", 1L)
                .containsEntry("forwarded", 0L)
                .containsEntry("discarded", 0L)
                .containsEntry("dead_lettered", 1L);
    }

    @Test
    void givesUpARecordWhoseOutputNoTopicTakes() {
        run(
                (source, out) -> {
                    out.forward("sink", 0, null, new byte[8 << 20], 1);
                    return 1;
                });

        assertThat(header(DeadLetterHeaders.ERROR)).contains("expected: at most");
    }

    @Test
    void leavesReplaysToTheStageTheyAreFor() {
        ConsumerRecord<byte[], byte[]> forAnother =
                new ConsumerRecord<>("source", 1, 8, null, bytes("replay"));
        forAnother.headers().add(DeadLetterHeaders.REPLAYED_TO, bytes("another"));

        new StagePoll(new DeadLetters("test", NOON), sent::add)
                .run(
                        List.of(forAnother),
                        (source, out) -> {
                            throw new AssertionError("transformed");
                        })
                .settle(fates);

        assertThat(sent).isEmpty();
        assertThat(fates.totals()).containsEntry("received", 0L);
    }

    @Test
    void letsInfrastructureFailuresOut() {
        assertThatThrownBy(
                        () ->
                                run(
                                        (source, out) -> {
                                            throw new TimeoutException("no answer");
                                        }))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void sendsTheSummaryOfThePollLast() {
        run(
                new StageTransform() {
                    private int lines;

                    @Override
                    public int transform(ConsumerRecord<byte[], byte[]> source, StageOutput out) {
                        out.forwarded(2);
                        lines += 2;
                        return 2;
                    }

                    @Override
                    public void finish(StageOutput out) {
                        out.send("sums", bytes("key"), bytes(Integer.toString(lines)));
                    }
                });

        assertThat(sent.getFirst().value()).isEqualTo(bytes("2"));
        assertThat(fates.totals()).containsEntry("forwarded", 2L).containsEntry("received", 2L);
    }

    private void run(StageTransform transform) {
        new StagePoll(new DeadLetters("test", NOON), sent::add)
                .run(
                        List.of(new ConsumerRecord<>("source", 1, 7, null, bytes("original"))),
                        transform)
                .settle(fates);
    }

    private String header(String name) {
        return new String(sent.getFirst().headers().lastHeader(name).value(), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
