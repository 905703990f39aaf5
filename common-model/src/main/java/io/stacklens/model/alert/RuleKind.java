package io.stacklens.model.alert;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Arrays;
import java.util.Locale;

/** What a rule looks at. */
public enum RuleKind {
    /** A metric of a window. */
    THRESHOLD("value"),
    /** How many lines a query finds. */
    LOG_MATCH("match_count"),
    /** How long a service or a host has been silent. */
    ABSENCE("silence_seconds"),
    /** Templates that are new, have vanished, or come at another rate. */
    TEMPLATE("template_count"),
    /** The score of anomalies. */
    ANOMALY("score"),
    /** How fast an objective's budget burns. */
    BURN_RATE("burn_rate"),
    /** Other rules, together. */
    COMPOSITE("condition");

    private final String measure;

    RuleKind(String measure) {
        this.measure = measure;
    }

    /** What stands for the metric of a rule of this kind; a threshold's names its own. */
    public String measure() {
        return measure;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static RuleKind ofLabel(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        ("kind: '%s' (expected: threshold, log_match, absence,"
                                                        + " template, anomaly, burn_rate or"
                                                        + " composite)")
                                                .formatted(label)));
    }
}
