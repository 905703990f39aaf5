package io.stacklens.analytics.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.analytics.streams.KnownTopics;
import io.stacklens.analytics.streams.UndecodableToDeadLetters;
import io.stacklens.model.Severity;
import io.stacklens.model.Topics;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.Bucket;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.TemplateDelta;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowDelta;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Rules, episodes and commands through the topology, in virtual time. */
class AlertTopologyTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final AlertRule HIGH_ERROR_RATE =
            RuleBuilder.rule(1)
                    .named("High Error Rate")
                    .metric("error_rate")
                    .when(">", 5)
                    .window(60)
                    .minEvents(20)
                    .row();
    private static final AlertRule CRITICAL_ERROR_RATE =
            RuleBuilder.rule(2)
                    .named("Critical Error Rate")
                    .metric("error_rate")
                    .when(">", 20)
                    .window(30)
                    .minEvents(20)
                    .row();
    private static final AlertRule HIGH_P99 =
            RuleBuilder.rule(3)
                    .named("High P99 Latency")
                    .metric("latency_p99")
                    .when(">", 500)
                    .window(60)
                    .minEvents(20)
                    .row();
    private static final AlertRule ERROR_SPIKE = errorSpike().row();
    private static final AlertRule LOW_THROUGHPUT =
            RuleBuilder.rule(6)
                    .named("Low Throughput")
                    .metric("total_requests")
                    .when("<", 10)
                    .window(300)
                    .noData("alert")
                    .row();

    private Optional<List<Rule>> rules = Optional.of(List.of());
    private boolean behind;
    private Instant startedAt = NOON.minus(Duration.ofDays(1));
    private Instant clock = NOON;
    private TopologyTestDriver driver;

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void twoHundredErrorsInFourHundredLinesFireThreeRulesOnceAndResolveByThemselves() {
        start(HIGH_ERROR_RATE, CRITICAL_ERROR_RATE, HIGH_P99, ERROR_SPIKE, LOW_THROUGHPUT);

        for (int i = 0; i < 40; i++) {
            send("shop", events(5, 5));
            advance(Duration.ofSeconds(1));
        }
        assertThat(published())
                .extracting(Alert::rule, Alert::status)
                .containsExactlyInAnyOrder(
                        tuple("High Error Rate", AlertStatus.FIRING),
                        tuple("Critical Error Rate", AlertStatus.FIRING),
                        tuple("Error Spike", AlertStatus.FIRING));

        advance(Duration.ofSeconds(75));
        assertThat(published())
                .extracting(Alert::rule, Alert::status)
                .containsExactlyInAnyOrder(
                        tuple("High Error Rate", AlertStatus.RESOLVED),
                        tuple("Critical Error Rate", AlertStatus.RESOLVED),
                        tuple("Error Spike", AlertStatus.RESOLVED));
        advance(Duration.ofHours(2));
        assertThat(published()).isEmpty();
    }

    @Test
    void firesWithinATenthOfASecondWithTheEvidence() {
        start(ERROR_SPIKE);

        send("shop", events(101, 0));
        advance(Duration.ofMillis(100));

        Alert alert = published().getFirst();
        assertThat(alert.value()).isEqualTo(101);
        assertThat(alert.threshold()).isEqualTo(100);
        assertThat(alert.samples()).containsExactly("sample-1");
        assertThat(alert.templates()).containsExactly("payment <*> failed");
        assertThat(alert.fingerprint()).isEqualTo("5|shop");
        assertThat(alert.link()).isEqualTo("/alerts/" + alert.id());
        assertThat(alert.startedAt()).isEqualTo(alert.changedAt());
        assertThat(alert.pendingSince()).isNull();
        assertThat(alert.sequence()).isEqualTo(1);
    }

    @Test
    void theThresholdItselfIsNoBreachAndServicesDoNotAddUp() {
        start(ERROR_SPIKE);

        send("shop", events(100, 0));
        send("cart", events(100, 0));
        advance(Duration.ofSeconds(5));

        assertThat(published()).isEmpty();
    }

    @Test
    void tooFewEventsDoNotMakeARate() {
        start(HIGH_ERROR_RATE);

        send("shop", events(19, 0));
        advance(Duration.ofSeconds(2));
        assertThat(published()).isEmpty();

        send("shop", events(1, 0));
        advance(Duration.ofSeconds(2));
        assertThat(published()).extracting(Alert::value).containsExactly(100.0);
    }

    @Test
    void eventsOlderThanTheRuleWindowNeverFire() {
        start(ERROR_SPIKE, CRITICAL_ERROR_RATE);

        sendAt("shop", NOON.minusSeconds(90), events(5_000, 0));
        sendAt("shop", NOON.minus(Duration.ofDays(3)), events(5_000, 0));
        advance(Duration.ofSeconds(30));

        assertThat(published()).isEmpty();
    }

    @Test
    void quantilesComeFromTheSketches() {
        start(HIGH_P99);

        WindowAggregate counted = new WindowAggregate();
        for (int i = 0; i < 100; i++) {
            counted.add(Severity.INFO, 200, i < 97 ? 10 : 900, 1);
        }
        send("shop", counted);
        advance(Duration.ofSeconds(1));

        assertThat(published())
                .singleElement()
                .satisfies(alert -> assertThat(alert.value()).isBetween(890.0, 910.0));
    }

    @Test
    void fewEventsBeginNoAlertAndEndNone() {
        start(HIGH_ERROR_RATE);
        send("shop", events(19, 0));
        advance(Duration.ofSeconds(90));
        assertThat(published()).as("19 of 20 wanted").isEmpty();

        send("shop", events(20, 0));
        advance(Duration.ofSeconds(1));
        assertThat(published()).extracting(Alert::status).containsExactly(AlertStatus.FIRING);
        for (int i = 0; i < 30; i++) {
            send("shop", events(1, 0));
            advance(Duration.ofSeconds(10));
        }
        assertThat(published()).as("all that is left fails").isEmpty();

        for (int i = 0; i < 10; i++) {
            send("shop", events(0, 1));
            advance(Duration.ofSeconds(10));
        }
        assertThat(published()).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED);
    }

    @Test
    void silenceFiresLowThroughputOfAServiceThatServedAndNotOfOneThatNeverDid() {
        start(LOW_THROUGHPUT);
        for (int i = 0; i < 60; i++) {
            send("shop", requests(1));
            send("worker", events(0, 5));
            advance(Duration.ofSeconds(1));
        }

        advance(Duration.ofSeconds(295));
        assertThat(published()).isEmpty();
        advance(Duration.ofSeconds(20));

        assertThat(published())
                .extracting(Alert::service, Alert::status, Alert::value)
                .containsExactly(tuple("shop", AlertStatus.FIRING, 0.0));
        advance(Duration.ofHours(3));
        assertThat(published()).as("goes on while silence does").isEmpty();
        send("shop", requests(50));
        advance(Duration.ofSeconds(20));
        assertThat(published())
                .extracting(Alert::service, Alert::status)
                .containsExactly(tuple("shop", AlertStatus.RESOLVED));
    }

    @Test
    void silenceProvesNothingWhileTheChainIsBehind() {
        start(LOW_THROUGHPUT);
        for (int i = 0; i < 60; i++) {
            send("shop", requests(1));
            advance(Duration.ofSeconds(1));
        }

        behind = true;
        advance(Duration.ofMinutes(20));
        assertThat(published()).isEmpty();

        behind = false;
        advance(Duration.ofSeconds(20));
        assertThat(published()).extracting(Alert::status).containsExactly(AlertStatus.FIRING);
    }

    @Test
    void aFiringAlertIsNotResolvedBySilenceWhileTheChainIsBehind() {
        start(ERROR_SPIKE);
        send("shop", events(200, 0));
        advance(Duration.ofSeconds(1));
        published();

        behind = true;
        advance(Duration.ofMinutes(5));
        assertThat(published()).isEmpty();

        behind = false;
        advance(Duration.ofSeconds(20));
        assertThat(published()).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED);
    }

    @Test
    void silenceBeforeTheStartProvesNothing() {
        startedAt = NOON;
        start(LOW_THROUGHPUT);
        for (int minute = 10; minute < 40; minute++) {
            sendAt("shop", NOON.minusSeconds(60L * minute), requests(100));
        }

        advance(Duration.ofSeconds(290));
        assertThat(published()).isEmpty();

        advance(Duration.ofSeconds(30));
        assertThat(published()).extracting(Alert::status).containsExactly(AlertStatus.FIRING);
    }

    @Test
    void aRuleWithForIsPendingFirstAndFiresWhenItHasHeld() {
        start(errorSpike().holdsFor(30).row());
        for (int i = 0; i < 29; i++) {
            send("shop", events(150, 0));
            advance(Duration.ofSeconds(1));
        }
        assertThat(published()).extracting(Alert::status).containsExactly(AlertStatus.PENDING);

        advance(Duration.ofSeconds(2));
        Alert firing = published().getFirst();
        assertThat(firing.status()).isEqualTo(AlertStatus.FIRING);
        assertThat(firing.sequence()).isEqualTo(2);
        assertThat(Duration.between(firing.pendingSince(), firing.startedAt()))
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
    }

    @Test
    void aPendingAlertThatPassesNeverFires() {
        start(errorSpike().holdsFor(300).row());
        send("shop", events(150, 0));

        advance(Duration.ofMinutes(10));

        assertThat(published())
                .extracting(Alert::status, Alert::startedAt)
                .containsExactly(
                        tuple(AlertStatus.PENDING, null), tuple(AlertStatus.RESOLVED, null));
    }

    @Test
    void keepsFiringForAWhileWhenTheRuleAsks() {
        start(errorSpike().keepFiring(120).row());
        send("shop", events(150, 0));
        advance(Duration.ofSeconds(150));
        assertThat(published()).extracting(Alert::status).containsExactly(AlertStatus.FIRING);

        send("shop", events(150, 0));
        advance(Duration.ofSeconds(175));
        assertThat(published()).as("the wait began anew").isEmpty();

        advance(Duration.ofSeconds(20));
        assertThat(published()).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED);
    }

    @Test
    void acknowledgesAndStillResolvesByItself() {
        start(ERROR_SPIKE);
        send("shop", events(150, 0));
        advance(Duration.ofSeconds(1));
        Alert firing = published().getFirst();

        command(firing, AlertCommand.Action.ACKNOWLEDGE);
        command(firing, AlertCommand.Action.ACKNOWLEDGE);
        advance(Duration.ofSeconds(75));

        List<Alert> more = published();
        assertThat(more)
                .extracting(Alert::id, Alert::sequence, Alert::status)
                .containsExactly(
                        tuple(firing.id(), 2L, AlertStatus.ACKNOWLEDGED),
                        tuple(firing.id(), 3L, AlertStatus.RESOLVED));
        assertThat(more.getLast().acknowledgedBy()).isEqualTo("ada");
        assertThat(more.getLast().startedAt()).isEqualTo(firing.startedAt());
    }

    @Test
    void whatWasResolvedByHandFiresAgainOnlyAfterItHasCleared() {
        start(ERROR_SPIKE);
        send("shop", events(150, 0));
        advance(Duration.ofSeconds(1));
        Alert first = published().getFirst();

        command(first, AlertCommand.Action.RESOLVE);
        for (int i = 0; i < 60; i++) {
            send("shop", events(150, 0));
            advance(Duration.ofSeconds(2));
        }
        assertThat(published()).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED);

        advance(Duration.ofSeconds(75));
        send("shop", events(150, 0));
        advance(Duration.ofSeconds(1));
        assertThat(published())
                .singleElement()
                .satisfies(
                        again -> {
                            assertThat(again.status()).isEqualTo(AlertStatus.FIRING);
                            assertThat(again.id()).isNotEqualTo(first.id());
                            assertThat(again.fingerprint()).isEqualTo(first.fingerprint());
                        });
    }

    @Test
    void aRuleThatIsTakenAwayResolvesItsAlerts() {
        start(ERROR_SPIKE);
        send("shop", events(150, 0));
        advance(Duration.ofSeconds(1));
        published();

        rules = Optional.of(List.of());
        advance(Duration.ofSeconds(1));

        assertThat(published()).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED);
    }

    @Test
    void decidesNothingBeforeTheRulesWereRead() {
        start(ERROR_SPIKE);
        send("shop", events(150, 0));
        advance(Duration.ofSeconds(1));
        published();

        rules = Optional.empty();
        advance(Duration.ofMinutes(10));

        assertThat(published()).isEmpty();
    }

    @Test
    void aRuleOfRoutesLooksAtEachRouteAndNotAtTheTotal() {
        start(errorSpike().route("GET /*").row());
        deltas().pipeInput(
                        key("shop"),
                        new WindowDelta(
                                        "shop",
                                        List.of(
                                                series(null, NOON, events(300, 0)),
                                                series("GET /a", NOON, events(150, 0)),
                                                series("POST /a", NOON, events(150, 0))),
                                        List.of())
                                .encode());
        advance(Duration.ofSeconds(1));

        assertThat(published()).extracting(Alert::route).containsExactly("GET /a");
    }

    @Test
    void anAnomalyOfHighScoreRaisesOneAlertThatEndsWhenNoneComesAnyMore() {
        start();
        anomaly(0.79, NOON);
        anomaly(0.95, NOON.minus(Duration.ofHours(1)));
        advance(Duration.ofSeconds(1));
        assertThat(published()).isEmpty();

        anomaly(0.9, NOON);
        advance(Duration.ofMinutes(5));
        anomaly(0.95, NOON.plus(Duration.ofMinutes(5)));
        advance(Duration.ofMinutes(9));
        List<Alert> firing = published();
        assertThat(firing)
                .extracting(Alert::rule, Alert::ruleId, Alert::value, Alert::threshold)
                .containsExactly(tuple("Anomaly", null, 0.9, 0.8));
        assertThat(firing.getFirst().samples()).containsExactly("sample-9");

        advance(Duration.ofMinutes(2));
        assertThat(published()).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED);
    }

    @Test
    void anUndecodableDeltaIsLeftAlone() {
        start(ERROR_SPIKE);

        deltas().pipeInput(key("shop"), "junk".getBytes(UTF_8));
        send("shop", events(150, 0));
        advance(Duration.ofSeconds(1));

        assertThat(published()).hasSize(1);
    }

    private void start(AlertRule... rows) {
        rules = Optional.of(Arrays.stream(rows).map(Rule::of).toList());
        AlertInputs inputs =
                new AlertInputs(
                        () -> rules,
                        () -> behind,
                        startedAt,
                        new AnomalyAlertProperties(
                                0.8, Duration.ofMinutes(10), Duration.ofMinutes(15)),
                        FlapProperties.defaults(),
                        Silencer.none(),
                        SampleLines.none(),
                        _ -> {},
                        _ -> {});
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        settings.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                UndecodableToDeadLetters.class);
        driver =
                new TopologyTestDriver(
                        AlertTopology.alerts(inputs, new KnownTopics().sources()), settings, NOON);
    }

    /** In steps, as a wall clock goes. */
    private void advance(Duration time) {
        Duration step =
                time.compareTo(Duration.ofSeconds(20)) > 0
                        ? Duration.ofMillis(500)
                        : Duration.ofMillis(50);
        for (Duration done = Duration.ZERO; done.compareTo(time) < 0; done = done.plus(step)) {
            driver.advanceWallClockTime(step);
            clock = clock.plus(step);
        }
    }

    private void send(String service, WindowAggregate counted) {
        sendAt(service, clock, counted);
    }

    private void sendAt(String service, Instant time, WindowAggregate counted) {
        TemplateDelta template =
                new TemplateDelta(
                        "t1",
                        "payment <*> failed",
                        "",
                        time.getEpochSecond() / 60 * 60,
                        counted.eventCount(),
                        counted.errorCount(),
                        "payment 7 failed",
                        0);
        WindowDelta delta =
                new WindowDelta(service, List.of(series(null, time, counted)), List.of(template));
        deltas().pipeInput(key(service), delta.encode());
    }

    private void command(Alert alert, AlertCommand.Action action) {
        driver.createInputTopic(
                        Topics.ALERT_COMMANDS, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(
                        key(alert.service()),
                        Json.write(
                                new AlertCommand(
                                        alert.id(), alert.service(), action, "ada", clock)));
    }

    private void anomaly(double score, Instant windowEnd) {
        Anomaly anomaly =
                new Anomaly(
                        "a1",
                        "shop",
                        null,
                        "isolation-forest",
                        windowEnd.minusSeconds(60),
                        windowEnd,
                        windowEnd,
                        score,
                        AlertSeverity.WARNING,
                        List.of(),
                        List.of("sample-9"));
        driver.createInputTopic(
                        Topics.ANOMALIES, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key("shop"), Json.write(anomaly));
    }

    private List<Alert> published() {
        TestOutputTopic<byte[], byte[]> alerts =
                driver.createOutputTopic(
                        Topics.ANALYTICS_ALERTS,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        return alerts.readValuesToList().stream()
                .map(value -> Json.read(value, Alert.class))
                .toList();
    }

    private TestInputTopic<byte[], byte[]> deltas() {
        return driver.createInputTopic(
                Topics.WINDOW_DELTAS, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static byte[] key(String service) {
        return service.getBytes(UTF_8);
    }

    private static SeriesDelta series(String route, Instant time, WindowAggregate counted) {
        long bucket = time.getEpochSecond() / Bucket.SECONDS * Bucket.SECONDS;
        return new SeriesDelta(route, bucket, counted, List.of("sample-1"));
    }

    private static WindowAggregate events(int errors, int others) {
        WindowAggregate counted = new WindowAggregate();
        for (int i = 0; i < errors; i++) {
            counted.add(Severity.ERROR, 0, Double.NaN, 10);
        }
        for (int i = 0; i < others; i++) {
            counted.add(Severity.INFO, 0, Double.NaN, 10);
        }
        return counted;
    }

    private static WindowAggregate requests(int count) {
        WindowAggregate counted = new WindowAggregate();
        for (int i = 0; i < count; i++) {
            counted.add(Severity.INFO, 200, Double.NaN, 10);
        }
        return counted;
    }

    private static RuleBuilder errorSpike() {
        return RuleBuilder.rule(5).named("Error Spike");
    }
}
