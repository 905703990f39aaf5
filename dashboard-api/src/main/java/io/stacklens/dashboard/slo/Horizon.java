package io.stacklens.dashboard.slo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A stretch of time up to now, cut where stored windows are: minutes up to the first full hour,
 * hours up to the present one, minutes again.
 *
 * @param from a full minute
 */
record Horizon(Instant from, Instant firstHour, Instant presentHour, Instant now) {

    static Horizon of(Duration length, Instant now) {
        Instant from = now.truncatedTo(ChronoUnit.MINUTES).minus(length);
        Instant hour = from.truncatedTo(ChronoUnit.HOURS);
        Instant firstHour = hour.equals(from) ? hour : hour.plus(1, ChronoUnit.HOURS);
        return new Horizon(from, firstHour, now.truncatedTo(ChronoUnit.HOURS), now);
    }

    boolean holds(StoredCount window) {
        Instant start = window.start();
        if (start.isBefore(from)) {
            return false;
        }
        return window.isHour() || start.isBefore(firstHour) || !start.isBefore(presentHour);
    }

    /** What of the windows lies in it; errors count as bad requests, up to all of them. */
    Share share(List<StoredCount> windows) {
        long total = 0;
        long bad = 0;
        for (StoredCount window : windows) {
            if (holds(window)) {
                total += window.total();
                bad += window.bad();
            }
        }
        return new Share(total, Math.min(bad, total));
    }

    /** How much of all was bad. */
    record Share(long total, long bad) {

        long good() {
            return total - bad;
        }

        double badShare() {
            return total == 0 ? 0 : (double) bad / total;
        }
    }
}
