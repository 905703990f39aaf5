package io.stacklens.analytics.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.analytics.streams.KnownTopics;
import io.stacklens.analytics.streams.ReceivedDelta;
import io.stacklens.analytics.streams.StateStores;
import io.stacklens.model.Severity;
import io.stacklens.model.Topics;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.model.window.WindowMetrics;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The merge over restarts, evictions and any order of its input. */
class WindowMergeTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void losesNothingWhenItRestartsBetweenTwoDeltas() {
        Merge merge = new Merge();
        merge.add(delta(NOON, events(5)));
        merge.restart();
        merge.add(delta(NOON, events(2)));
        merge.tick(100);
        merge.add(delta(NOON, events(1)));
        merge.restart();
        merge.tick(2_000);

        assertThat(merge.minutes()).containsExactly("12:00 8");
    }

    @Test
    void closesAfterARestartWhatWasOpenBeforeIt() {
        Merge merge = new Merge();
        merge.add(delta(NOON, events(1)));
        merge.tick(100);
        merge.restart();
        merge.tick(70_000);

        assertThat(merge.rows.all())
                .filteredOn(row -> row.metrics().window().label().equals("1min"))
                .allSatisfy(row -> assertThat(row.metrics().closed()).isTrue());
    }

    @Test
    void isNotWokenWhileThereIsNothingToDo() {
        Merge merge = new Merge();
        merge.add(delta(NOON, events(1)));
        merge.tick(100); // published
        merge.tick(7_200_000); // closed
        merge.tick(7_000); // let go
        assertThat(merge.alarms()).isZero();

        merge.add(delta(NOON, events(1)));
        assertThat(merge.alarms()).isOne();
    }

    @Test
    void losesNothingWhenTheClockIsSetBack() {
        Merge merge = new Merge();
        merge.add(delta(NOON, events(5)));
        merge.tick(100);
        merge.tick(-7_200_000);
        merge.add(delta(NOON, events(2)));
        merge.tick(100);

        assertThat(merge.minutes()).containsExactly("12:00 7");
    }

    @Test
    void losesNothingWhenTheClockJumpsAhead() {
        Merge merge = new Merge();
        merge.add(delta(NOON, events(5)));
        merge.tick(86_400_000);
        merge.tick(7_000);
        merge.add(delta(NOON, events(2)));
        merge.evictAll();
        merge.add(delta(NOON, events(1)));
        merge.tick(2_000);

        assertThat(merge.minutes()).containsExactly("12:00 8");
    }

    @Test
    void countsWhatATopicHoldsThatWasMadeAnew() {
        Merge merge = new Merge();
        merge.add(delta(NOON, events(5)));
        merge.add(delta(NOON, events(2)));
        merge.restart();
        merge.makeTopicAnew();
        merge.add(delta(NOON, events(1)));
        merge.tick(2_000);

        assertThat(merge.minutes()).containsExactly("12:00 8");
    }

    /**
     * Whatever the order, the split, the restarts, the evictions, the clock, and what the broker
     * tells of the group's offsets: the same windows.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderAndAnySplitGiveTheSameWindows(long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            events.add(Event.random(random));
        }
        Map<String, String> expected = merged(events, new Random(0), false);

        Collections.shuffle(events, random);

        assertThat(merged(events, random, true)).isEqualTo(expected);
    }

    private static Map<String, String> merged(
            List<Event> events, Random random, boolean disturbed) {
        Merge merge = new Merge();
        int from = 0;
        while (from < events.size()) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(20));
            merge.add(delta(events.subList(from, to)));
            from = to;
            if (disturbed) {
                switch (random.nextInt(9)) {
                    case 0 -> merge.restart();
                    case 1 -> merge.tick(50);
                    case 2 -> merge.tick(7_000);
                    case 3 -> merge.evictAll();
                    case 4 -> merge.setBackTo(random.nextInt(merge.sent.size()));
                    case 5 -> merge.tick(-random.nextInt(10_000_000)); // the clock is set back
                    default -> {
                        // the next one at once
                    }
                }
            }
        }
        merge.tick(7_200_000);
        return merge.contents();
    }

    private static WindowDelta delta(Instant time, WindowAggregate counted) {
        return new WindowDelta("shop", List.of(series(null, time, counted)), List.of());
    }

    private static WindowDelta delta(List<Event> events) {
        return new WindowDelta(
                "shop",
                events.stream()
                        .map(event -> series(event.route(), event.time(), event.counted()))
                        .toList(),
                List.of());
    }

    private static SeriesDelta series(String route, Instant time, WindowAggregate counted) {
        return new SeriesDelta(route, time.getEpochSecond() / 10 * 10, counted, List.of());
    }

    private static WindowAggregate events(int count) {
        WindowAggregate counted = new WindowAggregate();
        for (int i = 0; i < count; i++) {
            counted.add(Severity.INFO, 0, Double.NaN, 1);
        }
        return counted;
    }

    private record Event(String route, Instant time, WindowAggregate counted) {
        static Event random(Random random) {
            WindowAggregate counted = new WindowAggregate();
            counted.add(
                    Severity.ofNumber(1 + random.nextInt(24)),
                    random.nextBoolean() ? 200 : 0,
                    random.nextBoolean() ? random.nextDouble(0.1, 3_000) : Double.NaN,
                    random.nextInt(500));
            counted.addUser(("user-" + random.nextInt(50)).getBytes(StandardCharsets.UTF_8));
            String route = random.nextInt(3) == 0 ? null : "GET /" + random.nextInt(3);
            return new Event(route, NOON.minusSeconds(random.nextInt(3 * 3600)), counted);
        }
    }

    /** The processor with its stores and a sink, over restarts. */
    private static final class Merge {

        final StoredLikeTheSink rows = new StoredLikeTheSink();
        private final WindowsProperties settings =
                new WindowsProperties(200, Duration.ofHours(2), 20_000);
        private final List<KeyValueStore<Bytes, byte[]>> stores = new ArrayList<>();
        private final KnownTopics topics = new KnownTopics();
        private final List<byte[]> sent = new ArrayList<>();
        private MockProcessorContext<String, WindowMetrics> context;
        private WindowMerge processor;
        private long now = NOON.toEpochMilli();

        Merge() {
            restart();
        }

        /** A new processor on the same stores, as after a crash right after a commit. */
        void restart() {
            context = new MockProcessorContext<>();
            context.setCurrentSystemTimeMs(now);
            for (String name :
                    List.of(
                            WindowTopology.DELTA_LOG,
                            WindowTopology.OPEN_WINDOWS,
                            WindowTopology.ROUTES,
                            WindowTopology.READ_OFFSETS)) {
                KeyValueStore<Bytes, byte[]> store =
                        StateStores.inMemory(name).withLoggingDisabled().build();
                store.init(context.getStateStoreContext(), store);
                stores.stream()
                        .filter(old -> old.name().equals(name))
                        .findFirst()
                        .ifPresent(
                                old -> old.all().forEachRemaining(e -> store.put(e.key, e.value)));
                context.addStateStore(store);
                stores.removeIf(old -> old.name().equals(name));
                stores.add(store);
            }
            processor = new WindowMerge(rows, settings, topics.sources());
            processor.init(context);
        }

        void add(WindowDelta delta) {
            sent.add(delta.encode());
            read(sent.size() - 1);
        }

        /** The broker tells the group an older offset than it has committed. */
        void setBackTo(int offset) {
            for (int i = offset; i < sent.size(); i++) {
                read(i);
            }
        }

        void makeTopicAnew() {
            sent.clear();
            topics.makeAnew(Topics.WINDOW_DELTAS);
        }

        private void read(int offset) {
            context.setRecordMetadata(Topics.WINDOW_DELTAS, 0, offset);
            processor.process(
                    new Record<>(new byte[0], ReceivedDelta.decode(sent.get(offset)), now));
        }

        void tick(long millis) {
            now += millis;
            context.setCurrentSystemTimeMs(now);
            context.scheduledPunctuators().stream()
                    .filter(scheduled -> !scheduled.cancelled() && !isEviction(scheduled))
                    .findFirst()
                    .ifPresent(scheduled -> scheduled.getPunctuator().punctuate(now));
            store();
        }

        /** Windows leave state as after two quiet hours. */
        void evictAll() {
            tick(7_000);
            tick(7_000);
            now += Duration.ofHours(3).toMillis();
            context.setCurrentSystemTimeMs(now);
            tick(0);
            tick(0);
            context.scheduledPunctuators().stream()
                    .filter(Merge::isEviction)
                    .forEach(scheduled -> scheduled.getPunctuator().punctuate(now));
        }

        long alarms() {
            return context.scheduledPunctuators().stream()
                    .filter(scheduled -> !scheduled.cancelled() && !isEviction(scheduled))
                    .count();
        }

        /** The others are set for what comes next. */
        private static boolean isEviction(MockProcessorContext.CapturedPunctuator scheduled) {
            return scheduled.getInterval().equals(Duration.ofSeconds(10));
        }

        List<String> minutes() {
            return rows.all().stream()
                    .map(ReceivedWindow::metrics)
                    .filter(window -> window.window().label().equals("1min"))
                    .map(w -> w.windowStart().toString().substring(11, 16) + " " + w.eventCount())
                    .toList();
        }

        /** Everything but the revisions, which tell how often a window was published. */
        Map<String, String> contents() {
            Map<String, String> contents = new TreeMap<>();
            for (ReceivedWindow row : rows.all()) {
                WindowMetrics w = row.metrics();
                contents.put(
                        w.key(),
                        List.of(
                                        w.eventCount(),
                                        w.errorCount(),
                                        w.totalRequests(),
                                        String.valueOf(w.latencyAvg()),
                                        String.valueOf(w.latencyP50()),
                                        String.valueOf(w.latencyP99()),
                                        String.valueOf(w.latencyMax()),
                                        w.latencySumNanos(),
                                        w.bytes(),
                                        w.uniqueUsers(),
                                        w.severityCounts())
                                .toString());
            }
            return contents;
        }

        private void store() {
            context.forwarded()
                    .forEach(
                            forwarded -> {
                                Record<? extends String, ? extends WindowMetrics> record =
                                        forwarded.record();
                                rows.store(
                                        new ReceivedWindow(
                                                record.value(),
                                                header(record, Topics.LATENCY_SKETCH_HEADER),
                                                header(record, Topics.USERS_SKETCH_HEADER)));
                            });
            context.resetForwards();
        }

        private static byte[] header(Record<?, ?> record, String name) {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : header.value();
        }
    }
}
