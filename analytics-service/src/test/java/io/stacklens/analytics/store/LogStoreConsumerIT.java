package io.stacklens.analytics.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.analytics.store.FaultyDataSource.Fault;
import io.stacklens.model.DeadLetterHeaders;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class LogStoreConsumerIT {

    private static final Duration CEILING = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofHours(1);

    private final StoreFixture fixture = new StoreFixture();
    private final StoreState state = new StoreState();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void storesEachRecordOnceAlsoAfterARestart() {
        LogStoreConsumer first = fixture.consumer(state);
        first.start();
        fixture.send(10, 30);
        awaitAllStored();
        first.stop();
        fixture.send(5, 7);

        LogStoreConsumer second = fixture.consumer(state);
        second.start();
        awaitAllStored();
        assertThat(state.check().up()).isTrue();
        assertThat(second.lag()).containsEntry(LogStoreConsumer.GROUP, 0L);
        second.stop();
        assertThat(fixture.storedBodies()).isEqualTo(fixture.sentBodies());
    }

    @Test
    void sendsWhatDoesNotDecodeToTheDeadLetterTopic() {
        byte[] garbage = ("no batch " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        fixture.send(2, 5);
        fixture.sendBytes(garbage);
        fixture.send(2, 5);

        LogStoreConsumer consumer = fixture.consumer(state);
        consumer.start();
        awaitAllStored();
        consumer.stop();

        assertThat(fixture.deadLetters(garbage))
                .singleElement()
                .satisfies(
                        letter ->
                                assertThat(
                                                letter.headers()
                                                        .lastHeader(DeadLetterHeaders.REASON)
                                                        .value())
                                        .asString(StandardCharsets.UTF_8)
                                        .isEqualTo("undecodable"));
        Map<String, Long> fates = fixture.fates().totals();
        assertThat(fates.get("dead_lettered")).isPositive();
        assertThat(fates.get("received"))
                .isEqualTo(fates.get("forwarded") + fates.get("dead_lettered"));
    }

    @Test
    void storesReplaysThatAreForItAndNoOthers() {
        fixture.sendReplay("analytics-deltas", "for the windows");
        fixture.sendReplay(LogStoreConsumer.GROUP, "for the store");
        fixture.send(1, 1);

        LogStoreConsumer consumer = fixture.consumer(state);
        consumer.start();
        await().atMost(CEILING).until(() -> fixture.storedBodies().size() >= 2);
        consumer.stop();

        assertThat(fixture.storedBodies()).containsExactly("for the store", "number 0");
    }

    @Test
    void losesNothingOfAPollWhenADeadLetterIsNotTaken() {
        fixture.failDeadLetters(2);
        fixture.send(8, 5);
        fixture.sendBytes(("no batch " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));
        fixture.send(8, 5);

        LogStoreConsumer consumer = fixture.consumer(state);
        consumer.start();
        await().atMost(CEILING).until(fixture::haveDeadLettersFailed);
        awaitAllStored();
        consumer.stop();
    }

    @Test
    void storesOnceWhenACommitFailsAndWhenItsAnswerIsLost() {
        fixture.dataSource().nextCommit(Fault.NOT_COMMITTED);
        fixture.dataSource().nextCommit(Fault.ANSWER_LOST);
        fixture.dataSource().nextCommit(Fault.NOT_COMMITTED);
        fixture.dataSource().nextCommit(Fault.NOT_COMMITTED);
        LogStoreConsumer consumer = fixture.consumer(state);
        consumer.start();
        // A fault needs a commit, and a commit needs something to store.
        await().atMost(CEILING)
                .until(
                        () -> {
                            fixture.send(4, 10);
                            return fixture.dataSource().hasHadItsFaults();
                        });
        fixture.send(1, 1);
        awaitAllStored();
        consumer.stop();

        Map<String, Long> fates = fixture.fates().totals();
        assertThat(fates.get("forwarded")).isGreaterThanOrEqualTo(fixture.sentBodies().size());
        assertThat(fates.get("received"))
                .isEqualTo(fates.get("forwarded") + fates.get("dead_lettered"));
    }

    @Test
    void waitsForTheDatabaseAndSaysSo() {
        LogStoreConsumer consumer = fixture.consumer(state);
        consumer.start();
        fixture.send(1, 1);
        awaitAllStored();

        fixture.dataSource().setAway(true);
        fixture.send(3, 10);
        await().atMost(CEILING)
                .untilAsserted(
                        () -> {
                            assertThat(state.check().up()).isFalse();
                            assertThat(state.check().detail()).contains("database is away");
                        });
        fixture.send(3, 10);
        fixture.dataSource().setAway(false);

        awaitAllStored();
        await().atMost(CEILING).until(() -> state.check().up());
        consumer.stop();
    }

    /**
     * An owner that was paused until another took over must not store what the other has stored.
     */
    @Test
    void storesOnceAlsoAgainstAPausedOwner() {
        try (KafkaConsumer<byte[], byte[]> pausedConsumer = fixture.newConsumer();
                KafkaConsumer<byte[], byte[]> otherConsumer = fixture.newConsumer()) {
            StoreLoop other = own(otherConsumer, Duration.ZERO);
            fixture.send(1, 1);
            // Past what other tests have left in the topic, which would fill a block at once.
            turnUntilStored(other);
            StoreLoop paused = own(pausedConsumer, LONG);
            List<String> before = fixture.storedBodies();
            fixture.send(4, 10);
            turnUntilRead(paused, pausedConsumer);
            assertThat(fixture.storedBodies()).isEqualTo(before);

            turnUntilStored(other);
            paused.end();

            assertThat(fixture.storedBodies()).isEqualTo(fixture.sentBodies());
            fixture.send(2, 10);
            turnUntilRead(paused, pausedConsumer);
            paused.end();
            turnUntilRead(other, otherConsumer);
            assertThat(fixture.storedBodies()).isEqualTo(fixture.sentBodies());
        }
    }

    /** As a client does that has lost its place. */
    @Test
    void storesNothingTwiceWhenTheBrokerSetsItBack() {
        try (KafkaConsumer<byte[], byte[]> consumer = fixture.newConsumer()) {
            StoreLoop loop = own(consumer, Duration.ZERO);
            fixture.send(4, 10);
            turnUntilStored(loop);

            consumer.seekToBeginning(StoreFixture.partitions());
            turnUntilRead(loop, consumer);
            fixture.send(4, 10);
            turnUntilStored(loop);

            turnUntilRead(loop, consumer);
            assertThat(fixture.storedBodies()).isEqualTo(fixture.sentBodies());
        }
    }

    @Test
    void storesAllOfATopicThatWasMadeAnewWhileItRunsAndWhileItDoesNot() throws Exception {
        LogStoreConsumer running = fixture.consumer(state);
        running.start();
        fixture.send(40, 5);
        awaitAllStored();

        fixture.makeTopicAnew();
        fixture.send(12, 5);
        awaitAllStored();
        running.stop();

        fixture.makeTopicAnew();
        fixture.send(4, 5);
        LogStoreConsumer restarted = fixture.consumer(state);
        restarted.start();
        awaitAllStored();
        restarted.stop();
    }

    @Test
    void storesWhatComesAfterTheBrokerHasLostRecords() throws Exception {
        LogStoreConsumer running = fixture.consumer(state);
        running.start();
        fixture.send(40, 5);
        awaitAllStored();
        running.stop();
        fixture.moveOffsetsAhead();

        LogStoreConsumer restarted = fixture.consumer(state);
        restarted.start();
        await().atMost(CEILING).until(() -> !fixture.areOffsetsAhead());
        fixture.send(12, 5);
        awaitAllStored();
        restarted.stop();
    }

    @Test
    void anOffsetFromBeforeTopicsHadIdsStillCounts() throws Exception {
        LogStoreConsumer first = fixture.consumer(state);
        first.start();
        fixture.send(4, 10);
        awaitAllStored();
        first.stop();
        fixture.forgetTopicIds();
        fixture.send(4, 10);

        LogStoreConsumer second = fixture.consumer(state);
        second.start();
        awaitAllStored();
        second.stop();
    }

    private StoreLoop own(KafkaConsumer<byte[], byte[]> consumer, Duration flushInterval) {
        StoreLoop loop = fixture.loop(consumer, flushInterval, new StoreState());
        consumer.assign(StoreFixture.partitions());
        loop.onPartitionsAssigned(StoreFixture.partitions());
        return loop;
    }

    private void turnUntilStored(StoreLoop loop) {
        await().atMost(CEILING)
                .pollInSameThread()
                .until(
                        () -> {
                            loop.turn();
                            return fixture.storedBodies().equals(fixture.sentBodies());
                        });
    }

    /** Until it has read all that is there, and a few times more. */
    private static void turnUntilRead(StoreLoop loop, KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(StoreFixture.partitions());
        await().atMost(CEILING)
                .pollInSameThread()
                .until(
                        () -> {
                            loop.turn();
                            return ends.entrySet().stream()
                                    .allMatch(
                                            end ->
                                                    consumer.position(end.getKey())
                                                            >= end.getValue());
                        });
        for (int i = 0; i < 3; i++) {
            loop.turn();
        }
    }

    private void awaitAllStored() {
        await().atMost(CEILING)
                .untilAsserted(
                        () -> assertThat(fixture.storedBodies()).isEqualTo(fixture.sentBodies()));
    }
}
