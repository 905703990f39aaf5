package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.Alert.SampleRecord;
import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.window.MatchDelta;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowDelta;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Judges rules: takes what services gain and the time, gives alerts. All times are given to it, so
 * it runs as well behind a topic as over the past. Not thread-safe.
 *
 * <p>In virtual time: make one with {@link #inVirtualTime}, give it {@linkplain #rules rules}, then
 * {@link #offer} and {@link #tick} in the order of time, with a tick at least twice a second of
 * what is to be exact, or at least once in ten seconds.
 */
public final class AlertEngine {

    private static final long FORGETS_EVERY = 10_000;

    private final RuleBuckets buckets;
    private final RecentTemplates templates = new RecentTemplates();
    private final Sources sources;
    private final KnownTemplates known;
    private final Budgets budgets;
    private final Flaps flaps;
    private final Episodes episodes;
    private final Evaluator evaluator;
    private final AlertInputs inputs;

    private final Set<Series> changed = new HashSet<>();
    private final Set<String> withNews = new HashSet<>();
    private long writtenAt;

    /** Takes up where the engine that had these memories stopped. */
    AlertEngine(Memories memories, AlertInputs inputs, Consumer<Alert> publisher) {
        long startedAt = inputs.startedAt().toEpochMilli();
        this.inputs = inputs;
        this.buckets = new RuleBuckets(memories.buckets());
        this.sources = new Sources(memories.learned());
        this.known = new KnownTemplates(memories.learned());
        this.budgets = new Budgets(memories.learned());
        this.flaps = new Flaps(memories.learned(), inputs.flapping());
        this.episodes = new Episodes(memories.episodes(), flaps, inputs.silencer(), publisher);
        Map<RuleKind, Watcher> watchers = new EnumMap<>(RuleKind.class);
        Watcher windows = new WindowWatcher(buckets, templates, inputs.behind(), startedAt);
        watchers.put(RuleKind.THRESHOLD, windows);
        watchers.put(RuleKind.LOG_MATCH, windows);
        watchers.put(RuleKind.ABSENCE, new SilenceWatcher(sources, inputs.behind(), startedAt));
        watchers.put(RuleKind.TEMPLATE, new TemplateWatcher(known, inputs.behind()));
        watchers.put(RuleKind.BURN_RATE, new BudgetWatcher(budgets, templates));
        watchers.put(RuleKind.COMPOSITE, new RulesWatcher(episodes));
        this.evaluator =
                new Evaluator(
                        watchers,
                        episodes,
                        new AnomalyAlerts(episodes, inputs.anomalyAlerts()),
                        inputs.flapping().calm(),
                        inputs.rules());
    }

    /**
     * An engine of its own for a run over the past, or a test.
     *
     * @param startedAt since when there are data; silence before it proves nothing
     */
    public static AlertEngine inVirtualTime(Instant startedAt, Consumer<Alert> publisher) {
        return inVirtualTime(startedAt, Silencer.none(), publisher);
    }

    /** An engine of its own that asks for silences. */
    public static AlertEngine inVirtualTime(
            Instant startedAt, Silencer silencer, Consumer<Alert> publisher) {
        AnomalyAlertProperties anomalies =
                new AnomalyAlertProperties(0.75, Duration.ofMinutes(10), Duration.ofMinutes(15));
        AlertInputs inputs =
                new AlertInputs(
                        new GivenRules(),
                        () -> false,
                        startedAt,
                        anomalies,
                        FlapProperties.defaults(),
                        silencer,
                        SampleLines.none(),
                        _ -> {},
                        _ -> {});
        return new AlertEngine(Memories.inHeap(), inputs, publisher);
    }

    /**
     * Lets rules be in force from now on, in virtual time.
     *
     * @throws IllegalArgumentException if one says something that no engine can do
     */
    public void rules(List<AlertRule> rows) {
        rules(rows, List.of());
    }

    /**
     * Lets rules be in force from now on, in virtual time.
     *
     * @param slos the objectives that rules about burn rates name
     * @throws IllegalArgumentException if one says something that no engine can do
     */
    public void rules(List<AlertRule> rows, List<Slo> slos) {
        if (!(inputs.rules() instanceof GivenRules given)) {
            throw new IllegalStateException("this engine reads its rules from their table");
        }
        given.rules =
                rows.stream()
                        .filter(AlertRule::enabled)
                        .map(row -> Rule.of(row, Slo.named(row.sloId(), slos)))
                        .toList();
    }

    /** Tells somebody of every look at a series. */
    public void watch(Consumer<Look> looks) {
        evaluator.watch(looks);
    }

    /**
     * Takes what a service has gained; the series that changed are looked at with the next tick.
     */
    public void offer(WindowDelta delta, Instant now) {
        offer(delta, now.toEpochMilli());
    }

    public void offer(Anomaly anomaly, Instant now) {
        evaluator.anomaly(anomaly, now.toEpochMilli());
    }

    public void command(AlertCommand command, Instant now) {
        evaluator.command(command, now.toEpochMilli());
    }

    /** Looks at what has changed, and at what time alone can change. */
    public void tick(Instant now) {
        long millis = now.toEpochMilli();
        lookAtChanges(millis);
        sweep(millis);
        if (Math.abs(millis - writtenAt) >= FORGETS_EVERY) {
            write(millis);
        }
    }

    void offer(WindowDelta delta, long now) {
        RuleSet rules = evaluator.inForce();
        String service = delta.service();
        for (SeriesDelta gain : delta.series()) {
            if (gain.route() == null || isWanted(rules, new Series(service, gain.route()))) {
                changed.add(buckets.merge(service, gain, now));
            }
        }
        for (MatchDelta match : delta.matches()) {
            changed.add(buckets.merge(service, match, now));
        }
        templates.add(service, delta.templates(), now);
        sources.seen(service, delta.sources(), now, !inputs.behind().getAsBoolean());
        if (rules.wantsTemplatesOf(service) && known.add(service, delta.templates(), now)) {
            withNews.add(service);
        }
        rules.slosOf(service).forEach(slo -> budgets.add(slo, delta, now));
    }

    void lookAtChanges(long now) {
        evaluator.lookAtChanges(changed, withNews, now);
        changed.clear();
        withNews.clear();
    }

    void sweep(long now) {
        evaluator.sweep(now);
    }

    /** Whether something waits for time to pass, so that half a second counts. */
    boolean waits() {
        return evaluator.waits();
    }

    /** Lets the memories know what has changed, and now and then forget what is old. */
    void write(long now) {
        buckets.writeChanges(now);
        sources.write(now);
        known.write(now);
        budgets.write();
        if (Math.abs(now - writtenAt) >= FORGETS_EVERY) {
            forgetOld(now);
            writtenAt = now;
        }
    }

    private void forgetOld(long now) {
        templates.forgetOld(now);
        sources.forgetOld(now);
        known.forgetOld(now);
        budgets.forgetOld(now);
        flaps.forgetOld(now);
    }

    /** Keeps the lines behind an alert for its next messages. */
    void attach(String alertId, List<SampleRecord> records) {
        episodes.attach(alertId, records);
    }

    List<Sources.Sighting> sightings() {
        return sources.sightings();
    }

    private static boolean isWanted(RuleSet rules, Series route) {
        return rules.all().stream().anyMatch(rule -> rule.appliesTo(route));
    }

    /**
     * A look at a series by a rule.
     *
     * @param value null when there was no data
     * @param state {@code ok}, {@code pending}, {@code firing}, {@code acknowledged} or {@code
     *     muted}
     */
    public record Look(
            long ruleId,
            String service,
            @Nullable String route,
            Instant at,
            @Nullable Double value,
            String state) {}

    /** Rules that somebody gives. */
    private static final class GivenRules implements Supplier<Optional<List<Rule>>> {

        private List<Rule> rules = List.of();

        @Override
        public Optional<List<Rule>> get() {
            return Optional.of(rules);
        }
    }
}
