package io.stacklens.logstore.query;

/** The numbers between two ends. */
public record NumberRange(double low, boolean withLow, double high, boolean withHigh) {

    static final NumberRange ALL =
            new NumberRange(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY, true);

    static NumberRange of(Comparison comparison, double operand) {
        return switch (comparison) {
            case EQUAL -> new NumberRange(operand, true, operand, true);
            case ABOVE -> new NumberRange(operand, false, ALL.high, true);
            case AT_LEAST -> new NumberRange(operand, true, ALL.high, true);
            case BELOW -> new NumberRange(ALL.low, true, operand, false);
            case AT_MOST -> new NumberRange(ALL.low, true, operand, true);
        };
    }

    /** Whether a number is inside; NaN never is. */
    public boolean contains(double number) {
        return (withLow ? number >= low : number > low)
                && (withHigh ? number <= high : number < high);
    }
}
