package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.AlertRule;

import org.jspecify.annotations.Nullable;

/**
 * A comparison with a threshold, and with another one for clearing where the rule has it.
 *
 * @param operator {@code >}, {@code <}, {@code >=}, {@code <=}, {@code ==} or {@code !=}
 * @param tolerance how far apart two values may be and still be equal; null: a billionth part
 */
record Condition(
        String operator,
        double threshold,
        @Nullable Double clearThreshold,
        @Nullable Double tolerance) {

    /** Two values this close are equal, in parts of the larger. */
    private static final double BILLIONTH = 1e-9;

    Condition {
        if (!operator.matches("[<>]=?|[=!]=")) {
            throw new IllegalArgumentException(
                    "operator: '%s' (expected: >, <, >=, <=, == or !=)".formatted(operator));
        }
        if (tolerance != null && !(tolerance >= 0)) {
            throw new IllegalArgumentException(
                    "tolerance: '%s' (expected: 0 or more)".formatted(tolerance));
        }
    }

    static Condition of(AlertRule rule) {
        return new Condition(
                rule.operator(), rule.threshold(), rule.clearThreshold(), rule.tolerance());
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
        return switch (operator) {
            case ">" -> value > limit;
            case "<" -> value < limit;
            case ">=" -> value >= limit;
            case "<=" -> value <= limit;
            case "==" -> isEqual(value, limit);
            default -> !isEqual(value, limit);
        };
    }

    private boolean isEqual(double value, double limit) {
        double allowed =
                tolerance != null
                        ? tolerance
                        : BILLIONTH * Math.max(1, Math.max(Math.abs(value), Math.abs(limit)));
        return Math.abs(value - limit) <= allowed;
    }
}
