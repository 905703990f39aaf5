package io.stacklens.dashboard.logs;

import io.stacklens.dashboard.http.Period;

import java.time.Duration;
import java.util.List;

/** Round lengths of bars. */
final class HistogramStep {

    private static final int BARS = 60;

    private static final List<Duration> ROUND =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Duration.ofHours(6),
                    Duration.ofHours(12),
                    Duration.ofDays(1));

    private HistogramStep() {}

    /** The shortest round length that gives about 60 bars or fewer; whole days for long periods. */
    static Duration fitting(Period period) {
        Duration wanted = Duration.between(period.from(), period.to()).dividedBy(BARS);
        return ROUND.stream()
                .filter(step -> step.compareTo(wanted) >= 0)
                .findFirst()
                .orElseGet(() -> Duration.ofDays(wanted.toDays() + 1));
    }
}
