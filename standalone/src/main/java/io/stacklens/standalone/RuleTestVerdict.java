package io.stacklens.standalone;

import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.standalone.Arguments.UsageException;
import io.stacklens.standalone.RuleTest.Expectation;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What was said in a test, and what of it is not as expected. */
final class RuleTestVerdict {

    private final RuleTest test;
    private final List<AlertRule> rules;
    private final List<Alert> changes = new ArrayList<>();
    private final Map<String, Alert> latest = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    RuleTestVerdict(RuleTest test, List<AlertRule> rules) {
        this.test = test;
        this.rules = rules;
    }

    /** The messages that would have gone out, in order. */
    List<Alert> changes() {
        return changes;
    }

    /** What is not as expected, in sentences; nothing if all is. */
    List<String> failures() {
        return failures;
    }

    void say(Alert alert) {
        changes.add(alert);
        latest.put(alert.fingerprint(), alert);
    }

    /** The alert that somebody would act upon. */
    Optional<Alert> latest(
            @Nullable String rule, @Nullable String service, @Nullable String route) {
        return latest.values().stream()
                .filter(alert -> matches(alert, rule, service, route))
                .findFirst();
    }

    /** Looks at how alerts stand now. */
    void check(Expectation expected) {
        String status = status(expected.status());
        checkRule(expected.rule());
        List<Alert> found =
                latest.values().stream()
                        .filter(
                                a ->
                                        matches(
                                                a,
                                                expected.rule(),
                                                expected.service(),
                                                expected.route()))
                        .toList();
        List<Alert> right = found.stream().filter(alert -> isAs(alert, expected)).toList();
        boolean none = status.equals("none");
        boolean isOpen = found.stream().anyMatch(a -> a.status() != AlertStatus.RESOLVED);
        if (none ? isOpen : right.isEmpty()) {
            failures.add(
                    "at %s %s%s is %s (expected: %s)"
                            .formatted(
                                    expected.at(),
                                    expected.rule(),
                                    expected.service() == null ? "" : " of " + expected.service(),
                                    found.isEmpty()
                                            ? "none"
                                            : found.stream()
                                                    .map(RuleTestVerdict::standing)
                                                    .sorted()
                                                    .distinct()
                                                    .toList(),
                                    wanted(expected)));
        }
    }

    private static boolean isAs(Alert alert, Expectation expected) {
        Double value = expected.value();
        return alert.status().label().equals(expected.status())
                && (expected.severity() == null || alert.severity() == expected.severity())
                && (expected.suppressed() == null
                        || expected.suppressed() == (alert.suppressedBy() != null))
                && (value == null || isAbout(value, alert.value()));
    }

    /** Quantiles are known to one percent. */
    private static boolean isAbout(double expected, @Nullable Double value) {
        return value != null && Math.abs(value - expected) <= 0.011 * Math.abs(expected);
    }

    private static String standing(Alert alert) {
        return "%s %s value %s%s"
                .formatted(
                        alert.status().label(),
                        alert.severity(),
                        alert.value() == null ? "none" : number(alert.value()),
                        alert.suppressedBy() == null ? "" : " suppressed");
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String wanted(Expectation expected) {
        return String.join(
                " ",
                Stream.of(
                                expected.status(),
                                expected.severity() == null ? null : expected.severity().name(),
                                expected.value() == null
                                        ? null
                                        : "value " + number(expected.value()),
                                suppression(expected.suppressed()))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static @Nullable String suppression(@Nullable Boolean suppressed) {
        return suppressed == null ? null : suppressed ? "suppressed" : "not suppressed";
    }

    /** Looks at all that was said, when all is over. */
    void checkChanges() {
        if (test.changes() == null) {
            return;
        }
        List<RuleTest.Change> expected = test.changes();
        for (int i = 0; i < Math.max(expected.size(), changes.size()); i++) {
            RuleTest.Change wanted = i < expected.size() ? expected.get(i) : null;
            Alert found = i < changes.size() ? changes.get(i) : null;
            if (wanted == null || found == null || !isAs(found, wanted)) {
                failures.add(
                        "change %d is %s (expected: %s)"
                                .formatted(
                                        i + 1,
                                        found == null ? "missing" : change(found),
                                        wanted == null ? "no more" : change(wanted)));
                return;
            }
        }
    }

    private boolean isAs(Alert found, RuleTest.Change wanted) {
        checkRule(wanted.rule());
        boolean inTime = wanted.at() == null || found.changedAt().equals(test.time(wanted.at()));
        return inTime
                && status(wanted.status()).equals(found.status().label())
                && matches(found, wanted.rule(), wanted.service(), wanted.route());
    }

    private String change(Alert alert) {
        return "%s %s of %s %s"
                .formatted(
                        since(alert.changedAt()),
                        alert.rule(),
                        series(alert),
                        alert.status().label());
    }

    private static String change(RuleTest.Change change) {
        return "%s %s%s %s"
                .formatted(
                        change.at() == null ? "at any time" : change.at(),
                        change.rule(),
                        change.service() == null ? "" : " of " + change.service(),
                        change.status());
    }

    static String series(Alert alert) {
        return alert.route() == null ? alert.service() : alert.service() + " " + alert.route();
    }

    /** A time as the file would name it. */
    String since(Instant time) {
        Duration passed = Duration.between(test.startTime(), time);
        StringBuilder text = new StringBuilder();
        append(text, passed.toDays(), "d");
        append(text, passed.toHoursPart(), "h");
        append(text, passed.toMinutesPart(), "m");
        append(text, passed.toSecondsPart(), "s");
        append(text, passed.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long n, String unit) {
        if (n > 0) {
            text.append(n).append(unit);
        }
    }

    /** A misspelt name would match nothing, which may be just what is expected. */
    private void checkRule(@Nullable String name) {
        if (rules.stream().noneMatch(rule -> rule.name().equals(name))) {
            throw new UsageException(
                    "rule: '%s' (expected: one of %s)"
                            .formatted(name, rules.stream().map(AlertRule::name).toList()));
        }
    }

    private static String status(@Nullable String status) {
        return switch (status) {
            case "pending", "firing", "acknowledged", "resolved", "none" -> status;
            case null, default ->
                    throw new UsageException(
                            ("status: '%s' (expected: pending, firing, acknowledged, resolved or"
                                            + " none)")
                                    .formatted(status));
        };
    }

    private static boolean matches(
            Alert alert, @Nullable String rule, @Nullable String service, @Nullable String route) {
        return alert.rule().equals(rule)
                && (service == null || alert.service().equals(service))
                && (route == null || route.equals(alert.route()));
    }
}
