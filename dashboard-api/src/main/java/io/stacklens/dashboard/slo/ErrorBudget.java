package io.stacklens.dashboard.slo;

import io.stacklens.dashboard.slo.Horizon.Share;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Works out an objective's status from stored windows. The error budget is what the objective
 * allows of all that was counted in its days to be bad.
 */
final class ErrorBudget {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SIX_HOURS = Duration.ofHours(6);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration THREE_DAYS = Duration.ofDays(3);

    /** The stretches of time that a status needs, whatever the objective. */
    static final List<Duration> BURN_LENGTHS = List.of(HOUR, SIX_HOURS, DAY, THREE_DAYS);

    private final Slo slo;
    private final Counted counted;
    private final List<StoredCount> windows;
    private final Instant now;

    ErrorBudget(Slo slo, Counted counted, List<StoredCount> windows, Instant now) {
        this.slo = slo;
        this.counted = counted;
        this.windows = windows.stream().sorted(Comparator.comparing(StoredCount::start)).toList();
        this.now = now;
    }

    SloStatus status() {
        Horizon whole = Horizon.of(Duration.ofDays(slo.windowDays()), now);
        Share share = whole.share(windows);
        double spent = share.badShare() / slo.allowedBadShare();
        BurnRates rates =
                new BurnRates(
                        burnRate(HOUR), burnRate(SIX_HOURS), burnRate(DAY), burnRate(THREE_DAYS));
        return new SloStatus(
                share.total() == 0 ? null : 100.0 * share.good() / share.total(),
                share.good(),
                share.total(),
                counted,
                100 * (1 - spent),
                rates,
                exhaustedAt(whole, share, spent, rates.hour()),
                whole.from(),
                now);
    }

    private double burnRate(Duration length) {
        return Horizon.of(length, now).share(windows).badShare() / slo.allowedBadShare();
    }

    private @Nullable Instant exhaustedAt(
            Horizon whole, Share share, double spent, double hourlyRate) {
        if (spent >= 1) {
            return spentAt(whole, share.total() * slo.allowedBadShare());
        }
        // In a window that moves along, a rate of up to 1 never spends all.
        if (hourlyRate <= 1) {
            return null;
        }
        double days = (1 - spent) * slo.windowDays() / hourlyRate;
        return now.plusSeconds(Math.round(days * DAY.toSeconds()));
    }

    /** The end of the window in which the bad ones reached what is allowed. */
    private Instant spentAt(Horizon whole, double allowed) {
        long bad = 0;
        for (StoredCount window : windows) {
            if (whole.holds(window)) {
                bad += window.bad();
                if (bad >= allowed) {
                    return window.end().isAfter(now) ? now : window.end();
                }
            }
        }
        return now;
    }
}
