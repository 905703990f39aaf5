package io.stacklens.e2e.load;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.load.Reconciliation.Found;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One run: sends the lines, waits until they are found and counted, reports. */
final class LoadRun {

    private final LoadOptions options;
    private final Clock clock;
    private final CpuTimes cpuTimes;
    private final Tally tally = new Tally();
    private final Samples freshness = new Samples();

    /**
     * A run that has not begun.
     *
     * @param cpuTimes of the platform's processes, for the report
     */
    LoadRun(LoadOptions options, Clock clock, CpuTimes cpuTimes) {
        this.options = options;
        this.clock = clock;
        this.cpuTimes = cpuTimes;
    }

    LoadReport run() throws InterruptedException, ExecutionException {
        Instant started = clock.instant();
        String run = "r" + Long.toString(started.toEpochMilli(), 36);
        Map<String, Duration> before = cpuTimes.read();
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ApiClient api = new ApiClient(options.dashboard())) {
            Future<Void> probe =
                    threads.submit(
                            new FreshnessProbe(
                                    options.collector(), options.dashboard(), run, freshness));
            send(threads, run);
            double sendSeconds = secondsSince(begin);
            Reconciliation reconciliation =
                    new Reconciliation(api, run, started, options.timeout());
            Found found = reconciliation.found(tally.accepted());
            double totalSeconds = secondsSince(begin);
            Found counted = reconciliation.counted(tally.accepted());
            Map<String, Duration> after = cpuTimes.read();
            probe.cancel(true);
            return report(run, found, counted, sendSeconds, totalSeconds, before, after);
        }
    }

    private void send(ExecutorService threads, String run)
            throws InterruptedException, ExecutionException {
        LineSupply supply = new LineSupply(options.lines(), options.duration(), options.rate());
        List<Callable<Void>> senders = new ArrayList<>();
        boolean hasSyslog = options.syslog() != null && options.connections() > 1;
        for (int i = hasSyslog ? 1 : 0; i < options.connections(); i++) {
            senders.add(new HttpSender(options.collector(), run, options.batch(), supply, tally));
        }
        if (options.syslog() != null && hasSyslog) {
            senders.add(new SyslogSender(options.syslog(), run, options.batch(), supply, tally));
        }
        for (Future<Void> sender : threads.invokeAll(senders)) {
            sender.get();
        }
    }

    private LoadReport report(
            String run,
            Found found,
            Found counted,
            double sendSeconds,
            double totalSeconds,
            Map<String, Duration> before,
            Map<String, Duration> after) {
        long accepted = tally.accepted();
        long atMost = accepted + tally.unknown.sum();
        Map<String, Double> cpu = new LinkedHashMap<>();
        after.forEach(
                (name, time) -> {
                    Duration used = time.minus(before.getOrDefault(name, Duration.ZERO));
                    cpu.put(name, accepted == 0 ? 0 : used.toNanos() / 1e3 / accepted);
                });
        return new LoadReport(
                run,
                accepted,
                tally.acceptedByHttp.sum(),
                tally.sentBySyslog.sum(),
                tally.rejected.sum(),
                tally.refusals.sum(),
                tally.unknown.sum(),
                found.total(),
                counted.total(),
                isBetween(found.total(), accepted, atMost) && counted.total() == found.total(),
                sendSeconds,
                totalSeconds,
                accepted / totalSeconds,
                tally.bytes.sum() / 1e6 / totalSeconds,
                tally.answerTimes.millis(0.5),
                tally.answerTimes.millis(0.99),
                freshness.count(),
                freshness.millis(0.5),
                freshness.millis(0.99),
                cpu);
    }

    private static boolean isBetween(long value, long least, long most) {
        return value >= least && value <= most;
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
