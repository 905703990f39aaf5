package io.stacklens.e2e.load;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.load.LoadReport.Lines;
import io.stacklens.e2e.load.LoadReport.Quantiles;
import io.stacklens.e2e.load.LoadReport.Storage;
import io.stacklens.e2e.load.Reconciliation.Check;
import io.stacklens.e2e.load.StoredSize.Database;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** One run: sends the lines, waits until they are found and counted, reports. */
final class LoadRun {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration FOR_PROBES = Duration.ofSeconds(15);
    private static final String GC_PAUSES = "jvm_gc_pause_seconds_sum";

    /** Every so many connections, one of syslog. */
    private static final int SYSLOG_EVERY = 4;

    private final LoadOptions options;
    private final Clock clock;
    private final CpuTimes cpuTimes;
    private final Instant started;
    private final String run;
    private final Tally tally;
    private final Probes probes;
    private final Phase phase = new Phase();

    LoadRun(LoadOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
        this.cpuTimes = new CpuTimes(options.platform().process());
        this.started = clock.instant();
        this.run = "r" + Long.toString(started.toEpochMilli(), 36);
        this.tally = new Tally(LineWriter.services(run));
        this.probes = new Probes(run, clock);
    }

    /** What the machine had used at a moment. */
    private record Meter(long nanos, Map<String, Duration> cpu, Map<String, Double> gcSeconds) {}

    LoadReport run() throws InterruptedException, ExecutionException, IOException {
        requirePlatform();
        @Nullable StoredSize before = storedSize();
        try (ApiClient api = new ApiClient(options.dashboard());
                Observers observers = new Observers(options, run, probes, phase)) {
            Meter begin = send();
            long sent = System.nanoTime();
            phase.endSending();
            await(probes::isMarkMissing, options.timeout());
            Meter end = meter();
            await(() -> probes.missing() > 0 || isAlertMissing(observers), FOR_PROBES);
            List<Check> checks = checks(api, observers);
            return report(observers, begin, sent, end, growth(before), checks);
        }
    }

    /** Else a platform that does not run would show itself by a time-out, a minute later. */
    private void requirePlatform() throws IOException {
        try (ApiClient api = new ApiClient(options.dashboard())) {
            api.page("/health");
        } catch (UncheckedIOException e) {
            throw new IOException(
                    "nothing answers at %s (expected: the dashboard of a platform that runs)"
                            .formatted(options.dashboard()),
                    e);
        }
    }

    /** Sends everything; what it returns was read when the warm-up was over. */
    private Meter send() throws IOException, InterruptedException, ExecutionException {
        Meter beforeAll = meter();
        LineSupply supply =
                new LineSupply(
                        options.lines(), options.warmUp(), options.duration(), options.rate());
        List<Callable<Void>> senders = senders(supply);
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("sender-", 0).factory())) {
            List<Future<Void>> sending = senders.stream().map(threads::submit).toList();
            Thread.sleep(options.warmUp());
            phase.beginTimed();
            Meter begin = options.warmUp().isZero() ? beforeAll : meter();
            for (Future<Void> sender : sending) {
                sender.get();
            }
            return begin;
        }
    }

    private List<Callable<Void>> senders(LineSupply supply) throws IOException {
        List<Callable<Void>> senders = new ArrayList<>();
        for (int i = 1; i <= options.connections(); i++) {
            boolean isSyslog = i % SYSLOG_EVERY == 0 && options.syslog() != null;
            senders.add(
                    isSyslog && options.syslog() != null
                            ? new SyslogSender(
                                    options.syslog(),
                                    run,
                                    options.batch(),
                                    supply,
                                    tally,
                                    probes,
                                    clock)
                            : new HttpSender(
                                    options.collector(),
                                    run,
                                    options.batch(),
                                    options.posted(),
                                    supply,
                                    tally,
                                    probes,
                                    clock));
        }
        return senders;
    }

    private static boolean isAlertMissing(Observers observers) {
        AlertProbe alerts = observers.alerts();
        return alerts != null && alerts.missing() > 0;
    }

    private static void await(BooleanSupplier isMissing, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (isMissing.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private List<Check> checks(ApiClient api, Observers observers) throws InterruptedException {
        List<Check> checks =
                new ArrayList<>(
                        new Reconciliation(api, run, started, tally, options.timeout())
                                .checks(options.platform().services()));
        checks.add(new Check("probes that no search found", 0, 0, probes.missing()));
        checks.add(new Check("measurements that failed", 0, 0, observers.failures()));
        return checks;
    }

    private Meter meter() {
        long nanos = System.nanoTime();
        Map<String, Duration> cpu = cpuTimes.read();
        Map<String, Double> gcSeconds = new TreeMap<>();
        for (Map.Entry<String, URI> service : options.platform().services().entrySet()) {
            gcSeconds.put(service.getKey(), ServiceMetrics.of(service.getValue()).sum(GC_PAUSES));
        }
        return new Meter(nanos, cpu, gcSeconds);
    }

    private @Nullable StoredSize storedSize() {
        Database database = options.platform().database().orElse(null);
        try {
            return database == null ? null : StoredSize.read(database);
        } catch (SQLException e) {
            System.err.println("load: cannot tell the size of what is stored: " + e.getMessage());
            return null;
        }
    }

    private @Nullable Storage growth(@Nullable StoredSize before) {
        StoredSize after = before == null ? null : storedSize();
        if (before == null || after == null) {
            return null;
        }
        StoredSize grown = after.minus(before);
        return new Storage(
                grown.records(),
                (double) grown.diskBytes() / grown.records(),
                (double) grown.rawBytes() / grown.records());
    }

    private LoadReport report(
            Observers observers,
            Meter begin,
            long sent,
            Meter end,
            @Nullable Storage storage,
            List<Check> checks) {
        long lines = tally.timedLines.sum();
        double sendSeconds = (sent - begin.nanos()) / 1e9;
        double drainSeconds = (end.nanos() - sent) / 1e9;
        Map<String, Double> cpu = cpuMicros(begin, end, Math.max(1, lines));
        AlertProbe alerts = observers.alerts();
        return new LoadReport(
                run,
                new Lines(
                        tally.sent.sum(),
                        tally.accepted.total(),
                        tally.acceptedByHttp.sum(),
                        tally.sentBySyslog.sum(),
                        tally.refused.sum(),
                        tally.unknown.total(),
                        lines),
                sendSeconds,
                drainSeconds,
                lines / sendSeconds,
                lines / (sendSeconds + drainSeconds),
                tally.timedBytes.sum() / 1e6 / sendSeconds,
                (double) tally.timedBytes.sum() / Math.max(1, lines),
                observers.lag().seen(),
                Quantiles.of(tally.answerTimes, 0),
                Quantiles.of(probes.freshness(), probes.missing()),
                alerts == null ? null : Quantiles.of(alerts.latency(), alerts.missing()),
                cpu,
                cpu.entrySet().stream()
                        .filter(process -> !process.getKey().equals(CpuTimes.LOAD_TOOL))
                        .mapToDouble(Map.Entry::getValue)
                        .sum(),
                gcMillis(begin, end, cpu),
                storage,
                checks.stream().allMatch(Check::isRight),
                checks);
    }

    private static Map<String, Double> cpuMicros(Meter begin, Meter end, long lines) {
        Map<String, Double> micros = new TreeMap<>();
        end.cpu()
                .forEach(
                        (name, time) -> {
                            Duration used =
                                    time.minus(begin.cpu().getOrDefault(name, Duration.ZERO));
                            micros.put(name, used.toNanos() / 1e3 / lines);
                        });
        return micros;
    }

    /** In one JVM all services tell the same pauses. */
    private static Map<String, Double> gcMillis(Meter begin, Meter end, Map<String, Double> cpu) {
        Map<String, Double> millis = new TreeMap<>();
        end.gcSeconds()
                .forEach(
                        (service, seconds) ->
                                millis.put(
                                        cpu.containsKey(service) ? service : "platform",
                                        (seconds - begin.gcSeconds().getOrDefault(service, 0.0))
                                                * 1e3));
        return millis;
    }
}
