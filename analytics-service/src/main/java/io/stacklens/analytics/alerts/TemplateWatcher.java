package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.Alert.Point;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Looks at templates that are new, that have vanished, or that come at another rate than in the
 * hour before the rule's window. Counts go by the minute: a window is rounded up to whole ones. A
 * template has vanished that came in half of the minutes of that hour and in none of the window,
 * while its service goes on; so after an hour its absence is the new habit.
 */
final class TemplateWatcher implements Watcher {

    private static final int HOUR = 60;
    private static final int LEAST_BEFORE = 10;
    private static final int LEAST_COUNT = 10;
    private static final int NAMED = 5;

    /** How long after its end a minute's last lines may still be on their way. */
    private static final long ARRIVAL = 5_000;

    private final KnownTemplates known;
    private final BooleanSupplier behind;

    TemplateWatcher(KnownTemplates known, BooleanSupplier behind) {
        this.known = known;
        this.behind = behind;
    }

    @Override
    public Collection<Series> series(Rule rule, long now) {
        List<Series> all = new ArrayList<>();
        for (String service : known.services()) {
            if (rule.appliesTo(service) && !watch(rule).each()) {
                all.add(new Series(service, null));
            } else if (rule.appliesTo(service)) {
                changed(rule, service, now)
                        .forEach(one -> all.add(Series.ofTemplate(service, one.template().id())));
            }
        }
        return all;
    }

    @Override
    public Finding look(Rule rule, Series series, boolean hasEpisode, long now) {
        boolean isNew = watch(rule).change() == Watch.OfTemplates.Change.NEW;
        if (now < known.learnedAt(series.service()) || (!isNew && behind.getAsBoolean())) {
            return Finding.of(Trigger.UNKNOWN);
        }
        Series.Part part = series.part();
        List<Changed> changed =
                changed(rule, series.service(), now).stream()
                        .filter(one -> part == null || one.template().id().equals(part.value()))
                        .toList();
        double value =
                part == null
                        ? changed.size()
                        : changed.stream().mapToDouble(Changed::value).findFirst().orElse(0);
        // What vanished or comes at another rate is a finding by itself.
        Trigger trigger =
                part == null || isNew
                        ? rule.condition().look(value)
                        : changed.isEmpty() ? Trigger.CLEAR : Trigger.BREACH;
        return new Finding(
                changed.isEmpty() ? Trigger.CLEAR : trigger,
                value,
                () -> evidence(rule, series, changed, now));
    }

    /** The templates that a rule finds, the most striking first. */
    private List<Changed> changed(Rule rule, String service, long now) {
        List<Changed> changed = new ArrayList<>();
        Span span = Span.of(rule, now, known.sinceMinute(service));
        for (KnownTemplate template : known.templates(service)) {
            Double value =
                    switch (watch(rule).change()) {
                        case NEW -> isNew(rule, service, template, span, now);
                        case VANISHED -> vanished(rule, template, span);
                        case RATE -> rate(rule, template, span);
                    };
            if (value != null) {
                changed.add(new Changed(template, value));
            }
        }
        boolean goesOn =
                known.templates(service).stream()
                        .anyMatch(template -> template.counts().newest() >= span.from());
        if (watch(rule).change() == Watch.OfTemplates.Change.VANISHED && !goesOn) {
            return List.of();
        }
        changed.sort(Comparator.comparingDouble(Changed::value).reversed());
        return changed;
    }

    /** How often a template came that was not known before the window. */
    private @Nullable Double isNew(
            Rule rule, String service, KnownTemplate template, Span span, long now) {
        long windowStart = now - rule.row().windowSeconds() * 1000L;
        boolean young = template.firstSeen() >= Math.max(known.learnedAt(service), windowStart);
        if (!young) {
            return null;
        }
        double count = template.counts().sum(span.from(), Long.MAX_VALUE);
        return count >= Math.max(1, rule.row().minEvents()) ? count : null;
    }

    /** How often a template should have come that did not. */
    private static @Nullable Double vanished(Rule rule, KnownTemplate template, Span span) {
        long before = template.counts().sum(span.before(), span.from());
        boolean usual =
                span.minutesBefore() >= LEAST_BEFORE
                        && before >= Math.max(LEAST_COUNT, rule.row().minEvents())
                        && template.counts().present(span.before(), span.from()) * 2L
                                >= span.minutesBefore();
        boolean gone = template.counts().sum(span.from(), Long.MAX_VALUE) == 0;
        return usual && gone ? span.expected(before) : null;
    }

    /** How many times as often as before a template came, where that is much more or much less. */
    private static @Nullable Double rate(Rule rule, KnownTemplate template, Span span) {
        double expected = span.expected(template.counts().sum(span.before(), span.from()));
        double came = template.counts().sum(span.from(), span.to());
        boolean enough =
                span.minutesBefore() >= LEAST_BEFORE
                        && expected > 0
                        && Math.max(expected, came)
                                >= Math.max(LEAST_COUNT, rule.row().minEvents());
        double ratio = came / expected;
        double factor = watch(rule).factor();
        return enough && (ratio >= factor || ratio <= 1 / factor) ? ratio : null;
    }

    private Evidence evidence(Rule rule, Series series, List<Changed> changed, long now) {
        Span span = Span.of(rule, now, known.sinceMinute(series.service()));
        List<KnownTemplate> some = changed.stream().limit(NAMED).map(Changed::template).toList();
        return Evidence.of(
                List.of(),
                some.stream().map(KnownTemplate::text).toList(),
                some.isEmpty()
                        ? LogQueries.scope(series)
                        : LogQueries.ofTemplates(
                                series.service(), some.stream().map(KnownTemplate::id).toList()),
                (watch(rule).change() == Watch.OfTemplates.Change.VANISHED
                                ? span.before()
                                : span.from())
                        * 60,
                now / 1000 + 1,
                history(some, now));
    }

    /** How often the templates came in the last half hour, by the minute. */
    private static List<Point> history(List<KnownTemplate> templates, long now) {
        long last = Math.floorDiv(now, 60_000);
        List<Point> points = new ArrayList<>();
        for (long minute = last - 29; minute <= last; minute++) {
            long at = minute;
            ToDoubleFunction<KnownTemplate> count = one -> one.counts().sum(at, at + 1);
            points.add(
                    new Point(
                            Instant.ofEpochSecond((minute + 1) * 60),
                            templates.stream().mapToDouble(count).sum()));
        }
        return points;
    }

    private static Watch.OfTemplates watch(Rule rule) {
        return (Watch.OfTemplates) rule.watch();
    }

    /** A template, and how striking it is. */
    private record Changed(KnownTemplate template, double value) {}

    /**
     * Minutes since the epoch: the hour before, and the window.
     *
     * @param to exclusive; the last complete minute is in
     */
    private record Span(long before, long from, long to) {

        static Span of(Rule rule, long now, long since) {
            long to = Math.floorDiv(now - ARRIVAL, 60_000);
            long from = to - Math.ceilDiv(rule.row().windowSeconds(), 60);
            return new Span(Math.max(from - HOUR, since), from, to);
        }

        long minutesBefore() {
            return Math.max(0, from - before);
        }

        /** What a window holds at the rate of the time before. */
        double expected(long countBefore) {
            return minutesBefore() == 0 ? 0 : (double) countBefore * (to - from) / minutesBefore();
        }
    }
}
