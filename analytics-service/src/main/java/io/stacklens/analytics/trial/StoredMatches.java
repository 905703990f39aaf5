package io.stacklens.analytics.trial;

import io.stacklens.logstore.FacetValue;
import io.stacklens.logstore.HistogramBar;
import io.stacklens.logstore.LogSearch;
import io.stacklens.logstore.LogStore;
import io.stacklens.logstore.query.LogQuery;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.window.Bucket;
import io.stacklens.model.window.MatchDelta;
import io.stacklens.model.window.WindowDelta;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The stored lines that a rule's query finds, counted by service and bucket. */
final class StoredMatches implements StoredSteps {

    private static final String SERVICE = "service";
    private static final int MOST_SERVICES = 200;

    private final LogStore store;
    private final LogQuery query;
    private final long queryKey;
    private final Pattern services;

    StoredMatches(LogStore store, AlertRule rule) {
        this.store = store;
        String text = Objects.requireNonNull(rule.query(), "query");
        this.query = LogQuery.parse(text);
        this.queryKey = MatchDelta.key(rule.service(), text);
        this.services = Pattern.compile(regex(rule.service()), Pattern.DOTALL);
    }

    @Override
    public int stepSeconds() {
        return Bucket.SECONDS;
    }

    @Override
    public void forEach(Instant from, Instant to, Sink sink) {
        Map<Long, List<WindowDelta>> steps = new HashMap<>();
        List<FacetValue> found =
                store.facets(search(from, to, null), List.of(SERVICE), MOST_SERVICES)
                        .value()
                        .getOrDefault(SERVICE, List.of());
        for (FacetValue service : found) {
            if (services.matcher(service.value()).matches()) {
                count(service.value(), from, to, steps);
            }
        }
        for (long step = from.getEpochSecond();
                step < to.getEpochSecond();
                step += Bucket.SECONDS) {
            sink.step(step, steps.getOrDefault(step, List.of()));
        }
    }

    private void count(
            String service, Instant from, Instant to, Map<Long, List<WindowDelta>> steps) {
        Duration step = Duration.ofSeconds(Bucket.SECONDS);
        for (HistogramBar bar : store.histogram(search(from, to, service), step).value()) {
            if (bar.total() > 0) {
                long bucket = bar.start().getEpochSecond();
                MatchDelta match = new MatchDelta(queryKey, bucket, bar.total(), List.of());
                steps.computeIfAbsent(bucket, _ -> new ArrayList<>())
                        .add(
                                new WindowDelta(
                                        service, List.of(), List.of(), List.of(match), List.of()));
            }
        }
    }

    private LogSearch search(Instant from, Instant to, @Nullable String service) {
        return new LogSearch(query, from, to, service, null, 1, null);
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return regex.toString();
    }
}
