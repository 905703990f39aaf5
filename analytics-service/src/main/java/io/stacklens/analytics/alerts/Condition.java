package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.AlertRule;

import org.jspecify.annotations.Nullable;

/**
 * A comparison with a threshold, and with another one for clearing where the rule has it.
 *
 * @param operator {@code >}, {@code <}, {@code >=}, {@code <=}, {@code ==} or {@code !=}
 */
record Condition(String operator, double threshold, @Nullable Double clearThreshold) {

    /** Two values this close are equal, in parts of the larger. */
    private static final double TOLERANCE = 1e-9;

    Condition {
        if (!operator.matches("[<>]=?|[=!]=")) {
            throw new IllegalArgumentException(
                    "operator: '%s' (expected: >, <, >=, <=, == or !=)".formatted(operator));
        }
    }

    static Condition of(AlertRule rule) {
        return new Condition(rule.operator(), rule.threshold(), rule.clearThreshold());
    }

    /** {@link Trigger#BREACH}, {@link Trigger#BETWEEN} or {@link Trigger#CLEAR}. */
    Trigger look(double value) {
        if (holds(value, threshold)) {
            return Trigger.BREACH;
        }
        return clearThreshold != null && holds(value, clearThreshold)
                ? Trigger.BETWEEN
                : Trigger.CLEAR;
    }

    /** Whether too little is what it warns of, so that a bucket still filling says nothing. */
    boolean isAboutTooLittle() {
        return operator.startsWith("<");
    }

    private boolean holds(double value, double limit) {
        boolean equal =
                Math.abs(value - limit)
                        <= TOLERANCE * Math.max(1, Math.max(Math.abs(value), Math.abs(limit)));
        return switch (operator) {
            case ">" -> value > limit;
            case "<" -> value < limit;
            case ">=" -> value >= limit;
            case "<=" -> value <= limit;
            case "==" -> equal;
            default -> !equal;
        };
    }
}
