package io.stacklens.anomaly.series;

import io.stacklens.model.Severity;
import io.stacklens.model.window.WindowMetrics;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;

/**
 * A number that a window is judged by. Counts and latencies are compared as ratios (by their
 * logarithm), shares by their difference. NaN means that the window has no such number.
 */
public enum Feature {
    EVENT_COUNT(Kind.COUNT) {
        @Override
        public double value(WindowMetrics window) {
            return window.eventCount();
        }
    },
    /** In percent, like the field of the window. */
    ERROR_RATE(Kind.PERCENT) {
        @Override
        public double value(WindowMetrics window) {
            return orNan(window.errorRate());
        }
    },
    LATENCY_P50(Kind.LATENCY) {
        @Override
        public double value(WindowMetrics window) {
            return orNan(window.latencyP50());
        }
    },
    LATENCY_P99(Kind.LATENCY) {
        @Override
        public double value(WindowMetrics window) {
            return orNan(window.latencyP99());
        }
    },
    REQUEST_SHARE(Kind.SHARE) {
        @Override
        public double value(WindowMetrics window) {
            return share(window.totalRequests(), window);
        }
    },
    DEBUG_SHARE(Kind.SHARE) {
        @Override
        public double value(WindowMetrics window) {
            return share(count(window, Severity.TRACE) + count(window, Severity.DEBUG), window);
        }
    },
    WARN_SHARE(Kind.SHARE) {
        @Override
        public double value(WindowMetrics window) {
            return share(count(window, Severity.WARN), window);
        }
    },
    ERROR_SHARE(Kind.SHARE) {
        @Override
        public double value(WindowMetrics window) {
            return share(count(window, Severity.ERROR) + count(window, Severity.FATAL), window);
        }
    },
    UNIQUE_USERS(Kind.COUNT) {
        @Override
        public double value(WindowMetrics window) {
            return window.uniqueUsers();
        }
    };

    /** How a feature's values are compared. */
    enum Kind {
        COUNT,
        LATENCY,
        PERCENT,
        SHARE
    }

    private static final double SMALLEST_LATENCY_MS = 0.01;

    private final Kind kind;

    Feature(Kind kind) {
        this.kind = kind;
    }

    /** The value as people read it. */
    public abstract double value(WindowMetrics window);

    /** The name in {@code reasons}: that of the window's field where there is one. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a series without such numbers says nothing by them. */
    boolean isOptional() {
        return kind == Kind.LATENCY || this == UNIQUE_USERS;
    }

    /** The value on the scale on which it is compared. */
    double scaled(double value) {
        return switch (kind) {
            case COUNT -> Math.log1p(value);
            case LATENCY -> Math.log(Math.max(SMALLEST_LATENCY_MS, value));
            case PERCENT -> value / 100;
            case SHARE -> value;
        };
    }

    /** Back from the scale of comparison. */
    double unscaled(double scaled) {
        return switch (kind) {
            case COUNT -> Math.expm1(scaled);
            case LATENCY -> Math.exp(scaled);
            case PERCENT -> scaled * 100;
            case SHARE -> scaled;
        };
    }

    /**
     * The smallest spread that counts: 10 % of a count or a latency, a percentage point of a share.
     * Less than a day of history has not seen the day's swing, so counts may then differ by more.
     */
    double smallestSpread(Duration history) {
        return switch (kind) {
            case COUNT -> history.compareTo(Duration.ofDays(1)) < 0 ? 0.4 : 0.1;
            case LATENCY -> 0.1;
            case PERCENT, SHARE -> 0.01;
        };
    }

    /**
     * Variance that chance alone gives the scaled value in a window of this size: what few events
     * say weighs little.
     *
     * @param usual the usual value, scaled
     */
    double chanceVariance(double usual, WindowMetrics window) {
        return switch (kind) {
            // Poisson: of the logarithm of a count n, about 1/n.
            case COUNT -> 1 / (1 + Math.max(0, unscaled(usual)));
            // Of the logarithm of a quantile q of n exponential values: q / ((1-q) n ln²(1-q)).
            case LATENCY -> (this == LATENCY_P50 ? 2.1 : 4.7) / Math.max(1, window.latencyCount());
            // Binomial, and one event more or less, where chance is far from normal.
            case PERCENT, SHARE -> {
                double events = Math.max(1, window.eventCount());
                double share = Math.clamp(usual, 0.02, 0.98);
                yield share * (1 - share) / events + 1 / (events * events);
            }
        };
    }

    private static double orNan(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static double share(long part, WindowMetrics window) {
        return window.eventCount() == 0 ? Double.NaN : (double) part / window.eventCount();
    }

    private static long count(WindowMetrics window, Severity severity) {
        return window.severityCounts().getOrDefault(severity, 0L);
    }
}
