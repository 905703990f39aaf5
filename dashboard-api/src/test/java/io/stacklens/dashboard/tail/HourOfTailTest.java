package io.stacklens.dashboard.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.logstore.LogSearch;
import io.stacklens.logstore.query.LogQuery;

import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** An hour of following, in a time of its own. */
class HourOfTailTest {

    private static final int PARTITIONS = 4;
    private static final int SECONDS = 3600;
    private static final Pattern RECORD =
            Pattern.compile("event: record\nid: (\\S+)\ndata: .*\"body\":\"line (\\d+)\".*\n\n");
    private static final Pattern ALIVE = Pattern.compile(": alive\nid: (\\S+)\n\n");

    private final Broker broker = new Broker(PARTITIONS);
    private final TailSearch search =
            TailSearch.of(new LogSearch(LogQuery.parse("line"), null, null, "shop", null, 1, null));
    private final List<Integer> shown = new ArrayList<>();
    private @Nullable String lastId;

    @Test
    void losesAndRepeatsNothingWhileItIsConnected() throws InterruptedException {
        Random random = new Random(1);
        try (Consumer<byte[], byte[]> consumer = broker.consumer()) {
            TailReader reader = new TailReader(consumer, null, _ -> {});
            TailClient client = client(reader.position());
            int written = 0;
            int alive = 0;
            for (int second = 0; second < SECONDS; second++) {
                broker.setNow(second * 1000L);
                int count = second % 60 < 30 ? random.nextInt(5) : 0;
                if (count > 0) {
                    broker.write(random.nextInt(PARTITIONS), "shop", written, count);
                    written += count;
                }
                broker.write(random.nextInt(PARTITIONS), "other", 0, 3);
                reader.read(Duration.ZERO, List.of(client));
                alive += read(client, Integer.MAX_VALUE);
            }

            assertThat(shown).isEqualTo(IntStream.range(0, written).boxed().toList());
            assertThat(alive).isEqualTo(SECONDS);
            assertThat(client.queue().isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesAndRepeatsNothingHoweverOftenItIsCutOff(long seed) throws InterruptedException {
        Random random = new Random(seed);
        int written = 0;
        try (Consumer<byte[], byte[]> consumer = broker.consumer()) {
            TailReader reader = new TailReader(consumer, null, _ -> {});
            lastId = reader.position().toString();
            @Nullable TailClient client = null;
            for (int second = 0; second < SECONDS; second++) {
                broker.setNow(second * 1000L);
                int count = 1 + random.nextInt(4);
                broker.write(random.nextInt(PARTITIONS), "shop", written, count);
                written += count;
                broker.write(random.nextInt(PARTITIONS), "other", 0, 2);
                reader.read(Duration.ZERO, client == null ? List.of() : List.of(client));
                if (client == null && random.nextInt(20) == 0) {
                    client = client(reader.position());
                    if (!resume(client, random.nextInt(200), second)) {
                        client = null;
                    }
                } else if (client != null && random.nextInt(30) == 0) {
                    // It goes in the middle of what waits for it.
                    read(client, random.nextInt(5));
                    client = null;
                } else if (client != null) {
                    read(client, Integer.MAX_VALUE);
                }
            }
            client = client(reader.position());
            resume(client, Integer.MAX_VALUE, SECONDS);
        }

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, written).boxed().toList());
    }

    @Test
    void givesTheNewestAndSaysHowManyAreLeftOut() throws InterruptedException {
        broker.write(0, "shop", 0, 400);
        broker.write(1, "shop", 400, 100);
        Missed missed = new Missed(50, 1 << 20);
        try (Consumer<byte[], byte[]> consumer = broker.consumer()) {
            new CatchUp(
                            consumer,
                            search,
                            TailPosition.at(0, 0, 0, 0),
                            TailPosition.at(1, 1, 0, 0),
                            _ -> true,
                            missed)
                    .run(Instant.EPOCH);
        }

        assertThat(missed.events()).hasSize(51);
        assertThat(missed.events().getFirst().toString()).contains("{\"count\": 450}");
    }

    @Test
    void saysFromWhenOnItLooksWhenTooMuchWasMissed() {
        broker.setNow(1_000);
        broker.write(0, "shop", 0, 5);
        broker.setNow(100_000);
        broker.write(0, "shop", 5, 5);
        Missed missed = new Missed(50, 1 << 20);
        try (Consumer<byte[], byte[]> consumer = broker.consumer()) {
            new CatchUp(
                            consumer,
                            search,
                            TailPosition.at(0, 0, 0, 0),
                            TailPosition.at(2, 0, 0, 0),
                            _ -> true,
                            missed)
                    .run(Instant.ofEpochMilli(50_000));
        }

        assertThat(missed.events()).hasSize(6);
        assertThat(missed.events().getFirst().toString())
                .contains("\"not_before\": \"1970-01-01T00:00:50Z\"");
    }

    private TailClient client(TailPosition joined) {
        return new TailClient(search, joined, new TailQueue(2000, 1 << 20, joined));
    }

    /** Reads what was missed, or only some of it before the client goes again. */
    private boolean resume(TailClient client, int most, int second) {
        Missed missed = new Missed(100_000, 1 << 30);
        try (Consumer<byte[], byte[]> consumer = broker.consumer()) {
            new CatchUp(
                            consumer,
                            search,
                            TailPosition.parse(String.valueOf(lastId)),
                            client.joined(),
                            _ -> true,
                            missed)
                    .run(Instant.ofEpochSecond(Math.max(0, second - SECONDS)));
        }
        List<TailEvent> events = missed.events();
        events.stream().limit(most).forEach(event -> note(event.toString()));
        return most >= events.size();
    }

    /** Reads until nothing waits, or so many events; answers how often it heard "alive". */
    private int read(TailClient client, int most) throws InterruptedException {
        for (int i = 0; i < most; i++) {
            if (note(client.queue().next(Duration.ZERO).toString())) {
                return 1;
            }
        }
        return 0;
    }

    private boolean note(String event) {
        Matcher record = RECORD.matcher(event);
        Matcher alive = ALIVE.matcher(event);
        if (record.matches()) {
            shown.add(Integer.parseInt(record.group(2)));
            lastId = record.group(1);
            return false;
        }
        assertThat(alive.matches()).as(event).isTrue();
        lastId = alive.group(1);
        return true;
    }
}
