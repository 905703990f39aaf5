package io.stacklens.analytics.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.analytics.streams.KnownTopics;
import io.stacklens.analytics.streams.ReceivedDelta;
import io.stacklens.analytics.streams.StateStores;
import io.stacklens.model.Severity;
import io.stacklens.model.Topics;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowDelta;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Buckets and episodes over restarts: nothing is forgotten, and nothing is said twice. */
class AlertProcessorTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final AlertRule ERROR_SPIKE =
            RuleBuilder.rule(5).named("Error Spike").label("team", "web").row();
    private static final AlertRule SLOW =
            RuleBuilder.rule(7)
                    .named("Slow")
                    .metric("latency_p99")
                    .when(">", 500)
                    .window(1_800)
                    .row();

    private final List<KeyValueStore<Bytes, byte[]>> stores = new ArrayList<>();
    private List<Rule> rules = List.of(Rule.of(ERROR_SPIKE));
    private SampleLines lines = SampleLines.none();
    private MockProcessorContext<String, Alert> context;
    private AlertProcessor processor;
    private long now = NOON.toEpochMilli();
    private final KnownTopics topics = new KnownTopics();
    private final Map<String, Long> offsets = new HashMap<>();

    @BeforeEach
    void restart() {
        context = new MockProcessorContext<>();
        context.setCurrentSystemTimeMs(now);
        for (String name :
                List.of(
                        AlertTopology.DELTA_LOG,
                        AlertTopology.RULE_BUCKETS,
                        AlertTopology.EPISODES,
                        AlertTopology.LEARNED,
                        AlertTopology.READ_OFFSETS)) {
            KeyValueStore<Bytes, byte[]> store =
                    StateStores.inMemory(name).withLoggingDisabled().build();
            store.init(context.getStateStoreContext(), store);
            stores.stream()
                    .filter(old -> old.name().equals(name))
                    .findFirst()
                    .ifPresent(old -> old.all().forEachRemaining(e -> store.put(e.key, e.value)));
            context.addStateStore(store);
            stores.removeIf(old -> old.name().equals(name));
            stores.add(store);
        }
        processor =
                new AlertProcessor(
                        new AlertInputs(
                                () -> Optional.of(rules),
                                () -> false,
                                NOON.minus(Duration.ofDays(1)),
                                new AnomalyAlertProperties(
                                        0.8, Duration.ofMinutes(10), Duration.ofMinutes(15)),
                                FlapProperties.defaults(),
                                Silencer.none(),
                                lines,
                                _ -> {},
                                _ -> {}),
                        topics.sources());
        processor.init(context);
    }

    @Test
    void addsUpOverRestarts() {
        send(60, 1);
        restart();
        send(40, 1);
        tick(1_000);
        restart();
        tick(500);
        assertThat(published()).isEmpty();

        send(1, 1);
        tick(500);
        assertThat(published()).extracting(Alert::value).containsExactly(101.0);
    }

    @Test
    void countsNothingTwiceWhenTheBrokerSetsItBack() {
        send(60, 1);
        tick(1_000);
        restart();

        offsets.clear();
        send(60, 1);
        tick(1_000);
        assertThat(published()).isEmpty();

        send(41, 1);
        tick(500);
        assertThat(published()).extracting(Alert::value).containsExactly(101.0);
    }

    @Test
    void countsWhatATopicHoldsThatWasMadeAnew() {
        send(60, 1);
        topics.makeAnew(Topics.WINDOW_DELTAS);

        offsets.clear();
        send(41, 1);
        tick(500);

        assertThat(published()).extracting(Alert::value).containsExactly(101.0);
    }

    @Test
    void doesNothingTwiceThatItWasTold() {
        send(150, 1);
        tick(100);
        AlertCommand command =
                new AlertCommand(
                        published().getFirst().id(),
                        "shop",
                        AlertCommand.Action.RESOLVE,
                        "ada",
                        NOON);
        process(Topics.ALERT_COMMANDS, command);
        assertThat(published()).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED);

        offsets.remove(Topics.ALERT_COMMANDS);
        process(Topics.ALERT_COMMANDS, command);
        assertThat(published()).isEmpty();
    }

    @Test
    void saysNothingTwiceAndEndsWhatBeganBeforeTheRestart() {
        send(150, 1);
        tick(100);
        Alert firing = published().getFirst();

        restart();
        tick(1_000);
        assertThat(published()).isEmpty();

        process(
                Topics.ALERT_COMMANDS,
                new AlertCommand(
                        firing.id(), "shop", AlertCommand.Action.ACKNOWLEDGE, "ada", NOON));
        restart();
        for (int i = 0; i < 80; i++) {
            tick(1_000);
        }

        List<Alert> more = published();
        assertThat(more).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED);
        assertThat(more.getFirst().id()).isEqualTo(firing.id());
        assertThat(more.getFirst().sequence()).isEqualTo(3);
        assertThat(more.getFirst().acknowledgedBy()).isEqualTo("ada");
        assertThat(more.getFirst().labels()).containsEntry("team", "web");
    }

    @Test
    void anAlertThatWaitsForItsLinesOutlivesARestart() {
        CompletableFuture<List<Alert.SampleRecord>> search = new CompletableFuture<>();
        lines = _ -> search;
        restart();
        send(150, 1);
        tick(100);
        assertThat(published()).isEmpty();

        restart();
        tick(100);
        List<Alert> said = published();
        assertThat(said).extracting(Alert::status).containsExactly(AlertStatus.FIRING);
        tick(1_000);
        restart();
        tick(1_000);
        assertThat(published()).as("said once").isEmpty();
    }

    @Test
    void theLinesOfAnAlertStayWithItsEpisode() {
        Alert.SampleRecord line =
                new Alert.SampleRecord("id", NOON, Severity.ERROR, "shop", "web-1", "boom");
        CompletableFuture<List<Alert.SampleRecord>> search = new CompletableFuture<>();
        lines = _ -> search;
        restart();
        send(150, 1);
        tick(100);
        search.complete(List.of(line));
        tick(100);
        assertThat(published().getFirst().sampleRecords()).containsExactly(line);

        restart();
        for (int i = 0; i < 80; i++) {
            tick(1_000);
        }
        assertThat(published())
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.status()).isEqualTo(AlertStatus.RESOLVED);
                            assertThat(alert.sampleRecords()).containsExactly(line);
                        });
    }

    @Test
    void aLongRuleStillSeesTheSketchesOfBucketsThatWerePutAway() {
        send(1, 900);
        for (int minute = 0; minute < 20; minute++) {
            tick(60_000);
        }
        assertThat(published()).isEmpty();

        rules = List.of(Rule.of(SLOW));
        tick(500);

        assertThat(published())
                .singleElement()
                .satisfies(alert -> assertThat(alert.value()).isBetween(890.0, 910.0));
    }

    @Test
    void keepsSeventyMinutesOfBuckets() {
        send(1, 1);
        tick(1_000);
        assertThat(buckets()).isEqualTo(1);

        tick(Duration.ofMinutes(69).toMillis());
        assertThat(buckets()).isEqualTo(1);
        tick(Duration.ofMinutes(2).toMillis());
        assertThat(buckets()).isZero();
    }

    private long buckets() {
        return stores.stream()
                .filter(store -> store.name().equals(AlertTopology.RULE_BUCKETS))
                .mapToLong(KeyValueStore::approximateNumEntries)
                .sum();
    }

    private void send(int errors, double durationMillis) {
        WindowAggregate counted = new WindowAggregate();
        for (int i = 0; i < errors; i++) {
            counted.add(Severity.ERROR, 500, durationMillis, 10);
        }
        WindowDelta delta =
                new WindowDelta(
                        "shop",
                        List.of(new SeriesDelta(null, now / 10_000 * 10, counted, List.of("s"))),
                        List.of());
        process(Topics.WINDOW_DELTAS, ReceivedDelta.decode(delta.encode()));
    }

    private void process(String topic, Object value) {
        context.setRecordMetadata(topic, 0, offsets.merge(topic, 1L, Long::sum) - 1);
        processor.process(new Record<>(new byte[0], value, now));
    }

    private void tick(long millis) {
        now += millis;
        context.setCurrentSystemTimeMs(now);
        List.copyOf(context.scheduledPunctuators()).stream()
                .filter(p -> p.getType() == PunctuationType.WALL_CLOCK_TIME && !p.cancelled())
                .forEach(p -> p.getPunctuator().punctuate(now));
    }

    private List<Alert> published() {
        List<Alert> alerts =
                context.forwarded().stream()
                        .<Alert>map(forwarded -> forwarded.record().value())
                        .toList();
        context.resetForwards();
        return alerts;
    }
}
