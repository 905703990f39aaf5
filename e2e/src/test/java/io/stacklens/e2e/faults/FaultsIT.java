package io.stacklens.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.awaitility.Awaitility.await;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.standalone.Service;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every process is killed while numbered lines flow, and more. Afterwards every acknowledged line
 * is there once, none is there twice, and all windows agree with the search.
 *
 * <p>{@code -Dfaults.rounds=20} repeats it in another order each time, {@code -Dfaults.all=true}
 * adds faults that take longer, and {@code -Dfaults.pause=5} makes each sender wait less between
 * its batches, in milliseconds.
 *
 * <p>It has a platform of its own, so it runs beside the other tests; its rounds do not run beside
 * each other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class FaultsIT {

    private static final int ROUNDS = Integer.getInteger("faults.rounds", 1);
    private static final boolean ALL = Boolean.getBoolean("faults.all");
    private static final Duration PAUSE =
            Duration.ofMillis(Integer.getInteger("faults.pause", 100));
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private FaultyPlatform platform;
    private int passed;

    @BeforeAll
    void start() throws Exception {
        platform = FaultyPlatform.start();
        Bursts.makeRule(platform);
    }

    @AfterAll
    void stop() throws Exception {
        platform.close();
    }

    static IntStream rounds() {
        return IntStream.rangeClosed(1, ROUNDS);
    }

    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD)
    @MethodSource("rounds")
    void losesNothingAndDoublesNothing(int round) throws Exception {
        String run = "faults%s%d".formatted(Long.toString(System.currentTimeMillis(), 36), round);
        Ledger ledger = new Ledger();
        NumberedLines lines = new NumberedLines(run);
        Bursts bursts = new Bursts(platform, run);

        try (Flow flow = new Flow(PAUSE)) {
            startSenders(flow, lines, ledger);
            for (Fault fault : faults(round)) {
                System.out.printf(
                        "%s round %d, from line %d on: %s%n",
                        Instant.now(), round, ledger.taken(), fault);
                bursts.send();
                fault.strike(platform);
                platform.awaitFlowing();
            }
            flow.end();
        }

        System.out.printf(
                "%s round %d: %d lines, %d acknowledged, %d unknown%n",
                Instant.now(),
                round,
                ledger.taken(),
                ledger.acknowledgedCount(),
                ledger.unknownCount());
        reconcile(run, ledger, lines);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bursts.fired()).isEqualTo(bursts.expected()));
        await().atMost(PATIENCE).untilAsserted(this::requireThatFatesAddUp);
        if (++passed == ROUNDS) {
            platform.deleteAtClose();
        }
    }

    private void startSenders(Flow flow, NumberedLines lines, Ledger ledger) {
        for (boolean keyed : new boolean[] {true, true, false}) {
            flow.start(new HttpFlow(platform.address(Service.COLLECTOR), lines, ledger, keyed));
        }
        flow.start(
                new SyslogFlow(
                        platform.syslog(),
                        () -> platform.process("collector"),
                        platform::collectorAnswers,
                        lines,
                        ledger));
    }

    /** The order of the first round is always the same, that of each other one its own. */
    private static List<Fault> faults(int round) {
        List<Fault> faults = new ArrayList<>(ALL ? List.of(Fault.values()) : Fault.USUAL);
        if (round > 1) {
            Collections.shuffle(faults, new Random(round));
        }
        return faults;
    }

    private void reconcile(String run, Ledger ledger, NumberedLines lines) {
        try (ApiClient api = platform.api()) {
            // What is lost is told by number, so its absence is not waited for in the cheap way.
            long patienceEnds = System.nanoTime() + PATIENCE.toNanos();
            await().atMost(PATIENCE.multipliedBy(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .until(
                            () ->
                                    api.count(run) >= ledger.acknowledgedCount()
                                            || System.nanoTime() > patienceEnds);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> requireThatNumbersAgree(api, run, ledger, lines));
        }
    }

    private static void requireThatNumbersAgree(
            ApiClient api, String run, Ledger ledger, NumberedLines lines) {
        Found found = Found.of(api, run);
        BitSet lost = ledger.allAcknowledged();
        lost.andNot(found.numbers());
        assertSoftly(
                all -> {
                    all.assertThat(found.twice()).as("found twice").isEqualTo(new BitSet());
                    all.assertThat(found.twins(api, run)).as("ids of one line").isEmpty();
                    all.assertThat(lost).as("acknowledged and lost").isEqualTo(new BitSet());
                    for (String window : List.of("1min", "5min", "1hour")) {
                        all.assertThat(Found.counted(api, lines.services(), window))
                                .as(window)
                                .isEqualTo(found.bySeverity());
                    }
                });
    }

    private void requireThatFatesAddUp() {
        Stream.of(Service.values())
                .filter(service -> service != Service.DASHBOARD)
                .map(service -> Fates.of(platform.address(service)))
                .forEach(
                        fates ->
                                assertThat(fates)
                                        .isNotEmpty()
                                        .allSatisfy(
                                                each ->
                                                        assertThat(each)
                                                                .matches(Fates::addUp, "adds up")));
    }
}
