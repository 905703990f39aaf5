package io.stacklens.dashboard.slo;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How objectives are kept now. What was worked out a few seconds ago is now enough. */
@Component
class SloStatuses {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int REMEMBERED = 1_000;

    private final SloWindows windows;
    private final InstantSource clock;
    private final Cache<Slo, SloStatus> recent =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    SloStatuses(SloWindows windows, InstantSource clock) {
        this.windows = windows;
        this.clock = clock;
    }

    SloStatus of(Slo slo) {
        Instant now = clock.instant();
        SloStatus known = recent.getIfPresent(slo);
        if (known != null && Duration.between(known.to(), now).compareTo(FRESH) < 0) {
            return known;
        }
        SloWindows.Found found = windows.read(slo, now);
        SloStatus status = new ErrorBudget(slo, found.counted(), found.windows(), now).status();
        recent.put(slo, status);
        return status;
    }
}
