package io.stacklens.model.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.stacklens.model.Severity;
import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class WindowAggregateTest {

    @Test
    void countsErrorsBySeverityAndByStatus() {
        WindowAggregate counted = new WindowAggregate();
        counted.add(Severity.ERROR, 0, Double.NaN, 10);
        counted.add(Severity.INFO, 503, Double.NaN, 10);
        counted.add(Severity.WARN, 404, Double.NaN, 10);
        counted.add(Severity.INFO, 0, Double.NaN, 10);

        assertThat(counted.eventCount()).isEqualTo(4);
        assertThat(counted.errorCount()).isEqualTo(2);
        assertThat(counted.errorRate()).isEqualTo(50);
        assertThat(counted.totalRequests()).isEqualTo(2);
        assertThat(counted.bytes()).isEqualTo(40);
    }

    @Test
    void knowsNoLatencyWithoutDurations() {
        WindowAggregate counted = new WindowAggregate();
        counted.add(Severity.INFO, 200, Double.NaN, 10);

        assertThat(counted.latencyAvg()).isNull();
        assertThat(counted.latencyQuantile(0.99)).isNull();
        assertThat(counted.latencyMax()).isNull();
        assertThat(new WindowAggregate().errorRate()).isNull();
    }

    @Test
    void estimatesQuantilesWithinOnePercent() {
        WindowAggregate counted = new WindowAggregate();
        double[] durations = new Random(1).doubles(10_000, 0.1, 5_000).toArray();
        Arrays.stream(durations).forEach(d -> counted.add(Severity.INFO, 200, d, 1));

        Arrays.sort(durations);
        for (double q : new double[] {0.5, 0.95, 0.99}) {
            assertThat(counted.latencyQuantile(q))
                    .isCloseTo(durations[(int) (q * (durations.length - 1))], withPercentage(1));
        }
        assertThat(counted.latencyMax()).isEqualTo(durations[durations.length - 1]);
    }

    @Test
    void countsDurationsUpToALimitWithinTwoPercentOfIt() {
        WindowAggregate counted = new WindowAggregate();
        double[] durations = new Random(5).doubles(20_000, 0, 2_000).toArray();
        Arrays.stream(durations).forEach(d -> counted.add(Severity.INFO, 200, d, 1));
        byte[] stored = counted.latencySketchBytes();

        for (double limit : new double[] {0.5, 10, 250, 999.9, 1_500, 2_100}) {
            long least = Arrays.stream(durations).filter(d -> d <= limit).count();
            long most = Arrays.stream(durations).filter(d -> d <= limit * 1.0203).count();
            assertThat(counted.latencyCountAtMost(limit)).isBetween(least, most);
            assertThat(stored).isNotNull();
            assertThat(WindowAggregate.latencyCountAtMost(stored, limit))
                    .isEqualTo(counted.latencyCountAtMost(limit));
        }
    }

    @Test
    void countsADurationThatIsTheLimitItself() {
        WindowAggregate counted = new WindowAggregate();
        for (int millis = 0; millis <= 40; millis++) {
            counted.add(Severity.INFO, 200, millis, 1);
        }

        for (int limit = 0; limit <= 40; limit++) {
            assertThat(counted.latencyCountAtMost(limit)).isEqualTo(limit + 1);
        }
        assertThat(counted.latencyCountAtMost(-1)).isZero();
        assertThat(new WindowAggregate().latencyCountAtMost(10)).isZero();
    }

    @Test
    void countsUsersExactlyWhileTheyAreFew() {
        WindowAggregate counted = new WindowAggregate();
        for (int i = 0; i < 1_000; i++) {
            counted.addUser(("user-" + i % 50).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(counted.uniqueUsers()).isEqualTo(50);
    }

    @Test
    void countsZerosAmongTheDurationsUpToALimit() {
        Random random = new Random(11);
        WindowAggregate counted = new WindowAggregate();
        List<Double> durations = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            double duration = i % 100 == 0 ? 0 : Math.exp(random.nextDouble(-2, 8));
            durations.add(duration);
            counted.add(Severity.INFO, 200, duration, 1);
        }

        for (double limit : new double[] {0, 0.5, 1, 20, 500, 2_000, 10_000}) {
            assertThat(counted.latencyCountAtMost(limit))
                    .isBetween(atMost(durations, limit), atMost(durations, limit * 1.0203));
        }
        assertThat(counted.latencyCountAtMost(-1)).isZero();
        assertThat(new WindowAggregate().latencyCountAtMost(5)).isZero();
    }

    private static long atMost(List<Double> durations, double limit) {
        return durations.stream().filter(duration -> duration <= limit).count();
    }

    @Test
    void givesTheSameForAnyOrderAndAnySplit() {
        Random random = new Random(7);
        List<WindowAggregate> parts = new ArrayList<>();
        WindowAggregate whole = new WindowAggregate();
        for (int i = 0; i < 3_000; i++) {
            if (parts.isEmpty() || random.nextInt(40) == 0) {
                parts.add(new WindowAggregate());
            }
            Severity severity = Severity.ofNumber(1 + random.nextInt(24));
            double duration = random.nextInt(4) == 0 ? Double.NaN : random.nextDouble(0, 900);
            byte[] user = ("u" + random.nextInt(2_000)).getBytes(StandardCharsets.UTF_8);
            for (WindowAggregate target : List.of(whole, parts.getLast())) {
                target.add(severity, 200, duration, 100);
                target.addUser(user);
            }
        }
        for (int round = 0; round < 10; round++) {
            Collections.shuffle(parts, random);
            WindowAggregate merged = new WindowAggregate();
            parts.forEach(part -> merged.merge(copy(part)));

            assertThat(metrics(merged)).isEqualTo(metrics(whole));
        }
    }

    @Test
    void isRestoredFromAStoredWindow() {
        WindowAggregate counted = new WindowAggregate();
        counted.add(Severity.FATAL, 500, 12.25, 80);
        counted.addUser(new byte[] {1});
        WindowMetrics stored = metrics(counted);

        WindowAggregate restored =
                WindowAggregate.restore(
                        stored,
                        stored.latencyCount(),
                        stored.latencySumNanos(),
                        counted.latencySketchBytes(),
                        counted.usersSketchBytes());

        assertThat(metrics(restored)).isEqualTo(stored);
    }

    @Test
    void doesNotChangeWhatItMerges() {
        WindowAggregate part = new WindowAggregate();
        part.add(Severity.INFO, 200, 5, 1);
        WindowAggregate merged = new WindowAggregate();
        merged.merge(part);

        merged.add(Severity.INFO, 200, 9, 1);

        assertThat(part.eventCount()).isEqualTo(1);
        assertThat(part.latencyQuantile(1)).isCloseTo(5, withPercentage(1));
    }

    private static WindowMetrics metrics(WindowAggregate counted) {
        return WindowMetrics.of("shop", null, WindowSize.ONE_MINUTE, 0, counted, 1, false);
    }

    private static WindowAggregate copy(WindowAggregate aggregate) {
        ByteWriter out = new ByteWriter(64);
        aggregate.writeTo(out);
        return WindowAggregate.read(new ByteReader(out.toByteArray()));
    }
}
