package io.stacklens.e2e.load;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.model.Severity;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Compares what the platform stored and counted of a run with what it accepted, by service and
 * severity. Lines of unknown fate may be there or not; what was found has to be in the windows
 * either way.
 */
final class Reconciliation {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final List<String> WINDOWS = List.of("1min", "5min", "1hour");

    private final ApiClient api;
    private final String run;
    private final Instant since;
    private final Tally tally;
    private final long deadline;

    /**
     * A number that was looked at.
     *
     * @param least what it has to be at least
     * @param most what it may be
     */
    record Check(String what, long least, long most, long actual) {

        boolean isRight() {
            return actual >= least && actual <= most;
        }
    }

    /**
     * Begins to wait now.
     *
     * @param since before the first line
     * @param timeout for all numbers together to come right
     */
    Reconciliation(ApiClient api, String run, Instant since, Tally tally, Duration timeout) {
        this.api = api;
        this.run = run;
        this.since = since.minusSeconds(120);
        this.tally = tally;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    List<Check> checks(Map<String, URI> services) throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        checks.add(sent());
        checks.add(answered());
        checks.addAll(await(() -> List.of(found())));
        for (String service : tally.accepted.services()) {
            List<Check> stored = await(() -> stored(service));
            checks.addAll(stored);
            checks.addAll(await(() -> List.of(lines(service))));
            for (String window : WINDOWS) {
                checks.addAll(await(() -> counted(service, window, stored)));
            }
        }
        for (Map.Entry<String, URI> service : services.entrySet()) {
            checks.addAll(await(() -> fates(service.getKey(), service.getValue())));
        }
        return checks;
    }

    private Check sent() {
        long sum = tally.accepted.total() + tally.refused.sum() + tally.unknown.total();
        return new Check("accepted, refused or unknown", tally.sent.sum(), tally.sent.sum(), sum);
    }

    /** Answers count every line of a stack trace. */
    private Check answered() {
        long sent = tally.linesByHttp.sum();
        return new Check("lines that answers accepted", sent, sent, tally.answeredLines.sum());
    }

    private Check found() {
        long accepted = tally.accepted.total();
        return new Check(
                "found by a search for " + run,
                accepted,
                accepted + tally.unknown.total(),
                api.get("/logs/count", "q", run, "from", since.toString()).path("total").asLong());
    }

    /** One check for each severity, also for those that must not occur. */
    private List<Check> stored(String service) {
        String end = Instant.now().plusSeconds(60).toString();
        JsonNode bars =
                api.get(
                        "/logs/histogram",
                        "service",
                        service,
                        "from",
                        since.toString(),
                        "to",
                        end,
                        "step",
                        "1h");
        Map<Severity, Long> accepted = tally.accepted.of(service);
        Map<Severity, Long> unknown = tally.unknown.of(service);
        List<Check> checks = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long least = accepted.getOrDefault(severity, 0L);
            checks.add(
                    new Check(
                            "found of %s, %s".formatted(service, severity),
                            least,
                            least + unknown.getOrDefault(severity, 0L),
                            sum(bars.path("items"), severity)));
        }
        return checks;
    }

    /** The lines that the stored records were joined of: {@code line_count}, summed up. */
    private Check lines(String service) {
        JsonNode counts =
                api.get(
                                "/logs/facets",
                                "fields",
                                "line_count",
                                "top",
                                "100",
                                "service",
                                service,
                                "from",
                                since.toString(),
                                "to",
                                Instant.now().plusSeconds(60).toString())
                        .path("line_count");
        long lines = 0;
        for (JsonNode count : counts) {
            lines += count.path("value").asLong() * count.path("total").asLong();
        }
        long least = tally.acceptedLines.total(service);
        return new Check(
                "lines of the records of " + service,
                least,
                least + tally.unknownLines.total(service),
                lines);
    }

    /** What was found has to be counted, whether the sender knows that it arrived or not. */
    private List<Check> counted(String service, String window, List<Check> stored) {
        List<JsonNode> windows = api.items("/metrics/" + service, "window", window);
        List<Check> checks = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long found = stored.get(severity.index()).actual();
            checks.add(
                    new Check(
                            "in windows of %s of %s, %s".formatted(window, service, severity),
                            found,
                            found,
                            sum(windows, severity)));
        }
        return checks;
    }

    private static long sum(Iterable<JsonNode> parts, Severity severity) {
        long sum = 0;
        for (JsonNode part : parts) {
            sum += part.path("severity_counts").path(severity.name()).asLong(0);
        }
        return sum;
    }

    private static List<Check> fates(String name, URI service) {
        List<Check> checks = new ArrayList<>();
        ServiceMetrics.of(service)
                .fatesByStage()
                .forEach(
                        (stage, fates) ->
                                checks.add(
                                        new Check(
                                                "fates of what %s/%s received"
                                                        .formatted(name, stage),
                                                fates.received(),
                                                fates.received(),
                                                fates.settled())));
        return checks;
    }

    /** More than expected will not become less, but what is counted last may be on its way. */
    private List<Check> await(Supplier<List<Check>> numbers) throws InterruptedException {
        while (true) {
            List<Check> checks = numbers.get();
            if (checks.stream().allMatch(Check::isRight) || System.nanoTime() > deadline) {
                return checks;
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }
}
