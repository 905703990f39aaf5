package io.stacklens.logstore.scan;

/** What is known without looking into a block: which of its records meet a condition. */
public enum Verdict {
    NONE,
    SOME,
    ALL;

    Verdict negated() {
        return switch (this) {
            case NONE -> ALL;
            case SOME -> SOME;
            case ALL -> NONE;
        };
    }

    Verdict and(Verdict other) {
        return this == NONE || other == NONE ? NONE : this == ALL ? other : this;
    }

    Verdict or(Verdict other) {
        return negated().and(other.negated()).negated();
    }
}
