package io.stacklens.analytics.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.data.Percentage.withPercentage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.analytics.streams.KnownTopics;
import io.stacklens.analytics.streams.UndecodableToDeadLetters;
import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.model.Severity;
import io.stacklens.model.Topics;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

class WindowTopologyTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final StoredLikeTheSink rows = new StoredLikeTheSink();
    private final WindowsProperties settings =
            new WindowsProperties(3, Duration.ofHours(2), 20_000);
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        Properties streams = new Properties();
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        streams.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        streams.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                UndecodableToDeadLetters.class);
        driver =
                new TopologyTestDriver(
                        WindowTopology.windowMerge(rows, settings, new KnownTopics().sources()),
                        streams,
                        NOON);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void countsABucketInItsThreeWindows() {
        send("shop", null, NOON.plusSeconds(130), counted(3, 1));
        advance(Duration.ofMillis(100));

        assertThat(published())
                .extracting(WindowMetrics::window, WindowMetrics::windowStart)
                .containsExactlyInAnyOrder(
                        tuple(WindowSize.ONE_MINUTE, NOON.plusSeconds(120)),
                        tuple(WindowSize.FIVE_MINUTES, NOON),
                        tuple(WindowSize.ONE_HOUR, NOON));
    }

    @Test
    void publishesAWindowAtMostOnceASecondWhole() {
        for (int i = 0; i < 40; i++) {
            send("shop", null, NOON, counted(2, 1));
            advance(Duration.ofMillis(50));
        }
        advance(Duration.ofSeconds(1));

        List<WindowMetrics> minutes = minutes(published());
        assertThat(minutes).hasSizeBetween(2, 4);
        assertThat(minutes)
                .extracting(WindowMetrics::revision)
                .isEqualTo(
                        java.util.stream.LongStream.rangeClosed(1, minutes.size())
                                .boxed()
                                .toList());
        WindowMetrics last = minutes.getLast();
        assertThat(last.eventCount()).isEqualTo(80);
        assertThat(last.errorCount()).isEqualTo(40);
        assertThat(last.errorRate()).isEqualTo(50);
        assertThat(last.latencyP50()).isCloseTo(100, withPercentage(1));
    }

    @Test
    void closesAWindowFiveSecondsAfterItsEndAndALaterChangeIsClosedToo() {
        send("shop", null, NOON, counted(1, 0));
        advance(Duration.ofSeconds(64));
        assertThat(minutes(published())).extracting(WindowMetrics::closed).containsOnly(false);

        advance(Duration.ofSeconds(2));
        assertThat(minutes(published()))
                .extracting(WindowMetrics::closed, WindowMetrics::revision)
                .containsExactly(tuple(true, 2L));

        advance(Duration.ofSeconds(30));
        send("shop", null, NOON, counted(1, 0));
        advance(Duration.ofSeconds(20));
        assertThat(minutes(published()))
                .extracting(
                        WindowMetrics::closed, WindowMetrics::revision, WindowMetrics::eventCount)
                .containsExactly(tuple(true, 3L, 2L));
    }

    @Test
    void closesNoWindowThatIsStillChanging() {
        for (int i = 0; i < 70; i++) {
            send("shop", null, NOON, counted(1, 0));
            advance(Duration.ofSeconds(1));
        }

        assertThat(minutes(published())).extracting(WindowMetrics::closed).containsOnly(false);
    }

    @Test
    void mergesADeltaThatComesAnHourLate() {
        send("shop", null, NOON, counted(2, 0));
        advance(HOUR);
        published();

        send("shop", null, NOON, counted(1, 0));
        advance(Duration.ofMillis(100));

        assertThat(minutes(published())).extracting(WindowMetrics::eventCount).containsExactly(3L);
    }

    @Test
    void goesOnFromTheRowOfAWindowThatIsNotInState() {
        Instant lastWeek = NOON.minus(Duration.ofDays(7));
        rows.store(
                new ReceivedWindow(
                        WindowMetrics.of(
                                "shop",
                                null,
                                WindowSize.ONE_MINUTE,
                                lastWeek.getEpochSecond(),
                                counted(10, 5),
                                41,
                                true),
                        counted(10, 5).latencySketchBytes(),
                        null));

        send("shop", null, lastWeek, counted(10, 0));
        advance(Duration.ofMillis(100));

        assertThat(minutes(published()))
                .singleElement()
                .satisfies(
                        window -> {
                            assertThat(window.eventCount()).isEqualTo(20);
                            assertThat(window.errorCount()).isEqualTo(5);
                            assertThat(window.latencyCount()).isEqualTo(20);
                            assertThat(window.latencyP99()).isCloseTo(100, withPercentage(1));
                            assertThat(window.revision()).isEqualTo(42);
                            assertThat(window.closed()).isTrue();
                        });
    }

    @Test
    void aBackFilledWindowClosesWhenNothingMoreComes() {
        send("shop", null, NOON.minus(Duration.ofDays(40)), counted(1, 0));
        advance(Duration.ofSeconds(4));
        assertThat(published()).extracting(WindowMetrics::closed).containsOnly(false);

        advance(Duration.ofSeconds(2));
        assertThat(published()).hasSize(3).extracting(WindowMetrics::closed).containsOnly(true);
    }

    @Test
    void aQuietWindowLeavesStateOnceItsRowIsUpToDateAndIsReadBackWhenItChanges() {
        send("shop", null, NOON, counted(1, 0));
        advance(Duration.ofHours(3), Duration.ofSeconds(1));
        assertThat(stateSize()).as("the sink has not stored it yet").isEqualTo(3);

        storePublished();
        advance(Duration.ofSeconds(20));
        assertThat(stateSize()).isZero();

        int reads = rows.reads();
        send("shop", null, NOON, counted(1, 0));
        advance(Duration.ofMillis(100));
        assertThat(rows.reads()).isEqualTo(reads + 1);
        assertThat(minutes(published())).extracting(WindowMetrics::eventCount).containsExactly(2L);
    }

    @Test
    void countsRoutesBeyondTheLimitTogether() {
        for (int i = 0; i < 5; i++) {
            send("shop", "GET /" + i, NOON, counted(1, 0));
        }
        send("cart", "GET /4", NOON, counted(1, 0));
        advance(Duration.ofMillis(100));

        assertThat(minutes(published()))
                .extracting(WindowMetrics::service, WindowMetrics::route, WindowMetrics::eventCount)
                .containsExactlyInAnyOrder(
                        tuple("shop", "GET /0", 1L),
                        tuple("shop", "GET /1", 1L),
                        tuple("shop", "GET /2", 1L),
                        tuple("shop", "other", 2L),
                        tuple("cart", "GET /4", 1L));
    }

    @Test
    void aRouteThatIsQuietForADayMakesRoomForAnother() {
        for (int i = 0; i < 3; i++) {
            send("shop", "GET /" + i, NOON, counted(1, 0));
        }
        advance(Duration.ofHours(25), Duration.ofSeconds(10));
        published();

        send("shop", "GET /new", NOON, counted(1, 0));
        advance(Duration.ofMillis(100));

        assertThat(minutes(published()))
                .extracting(WindowMetrics::route)
                .containsExactly("GET /new");
    }

    @Test
    void theSketchesTravelInHeaders() {
        WindowAggregate counted = counted(2, 0);
        counted.addUser("ada".getBytes(UTF_8));
        send("shop", null, NOON, counted);
        advance(Duration.ofMillis(100));

        TestRecord<byte[], byte[]> record = output().readRecord();
        assertThat(new String(record.key(), UTF_8)).startsWith("shop||");
        assertThat(record.headers().lastHeader(Topics.LATENCY_SKETCH_HEADER).value())
                .isEqualTo(counted.latencySketchBytes());
        assertThat(record.headers().lastHeader(Topics.USERS_SKETCH_HEADER).value()).isNotEmpty();
    }

    @Test
    void sendsWhatIsNoDeltaToTheDeadLetters() {
        deltas().pipeInput("shop".getBytes(UTF_8), "junk".getBytes(UTF_8));

        TestRecord<byte[], byte[]> letter =
                driver.createOutputTopic(
                                Topics.deadLetters(Topics.WINDOW_DELTAS),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer())
                        .readRecord();
        assertThat(letter.value()).isEqualTo("junk".getBytes(UTF_8));
        assertThat(letter.headers().lastHeader(DeadLetterHeaders.REASON).value())
                .isEqualTo("undecodable".getBytes(UTF_8));
        assertThat(letter.headers().lastHeader(DeadLetterHeaders.STAGE).value())
                .isEqualTo("test".getBytes(UTF_8));
    }

    private void send(String service, String route, Instant time, WindowAggregate counted) {
        long bucket = time.getEpochSecond() / 10 * 10;
        WindowDelta delta =
                new WindowDelta(
                        service,
                        List.of(new SeriesDelta(route, bucket, counted, List.of())),
                        List.of());
        deltas().pipeInput(service.getBytes(UTF_8), delta.encode());
    }

    private void advance(Duration time) {
        advance(time, Duration.ofMillis(50));
    }

    private void advance(Duration time, Duration step) {
        for (Duration done = Duration.ZERO; done.compareTo(time) < 0; done = done.plus(step)) {
            driver.advanceWallClockTime(step);
        }
    }

    private List<WindowMetrics> published() {
        return output().readValuesToList().stream()
                .map(value -> Json.read(value, WindowMetrics.class))
                .toList();
    }

    private void storePublished() {
        for (TestRecord<byte[], byte[]> record : output().readRecordsToList()) {
            rows.store(
                    new ReceivedWindow(
                            Json.read(record.value(), WindowMetrics.class),
                            record.headers().lastHeader(Topics.LATENCY_SKETCH_HEADER).value(),
                            null));
        }
    }

    private static List<WindowMetrics> minutes(List<WindowMetrics> windows) {
        return windows.stream().filter(w -> w.window() == WindowSize.ONE_MINUTE).toList();
    }

    private long stateSize() {
        return driver.getKeyValueStore(WindowTopology.OPEN_WINDOWS).approximateNumEntries();
    }

    private TestInputTopic<byte[], byte[]> deltas() {
        return driver.createInputTopic(
                Topics.WINDOW_DELTAS, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<byte[], byte[]> output() {
        return driver.createOutputTopic(
                Topics.WINDOW_METRICS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static WindowAggregate counted(int events, int errors) {
        WindowAggregate counted = new WindowAggregate();
        for (int i = 0; i < events; i++) {
            counted.add(i < errors ? Severity.ERROR : Severity.INFO, 200, 100, 10);
        }
        return counted;
    }
}
