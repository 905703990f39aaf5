package io.stacklens.pipeline.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * How many requests each key, user and address may make. A bucket holds what ten seconds allow and
 * fills evenly, so a burst is fine and a stream is not. Each instance counts for itself.
 */
final class RateLimits {

    private static final int BURST_SECONDS = 10;
    private static final int MOST_BUCKETS = 50_000;

    private final SecurityProperties.RateLimits limits;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder()
                    .maximumSize(MOST_BUCKETS)
                    .expireAfterAccess(Duration.ofSeconds(2 * BURST_SECONDS))
                    .executor(Runnable::run)
                    .build();

    RateLimits(SecurityProperties.RateLimits limits) {
        this.limits = limits;
    }

    /** Takes one request of a caller, or of an address when nobody is known. */
    Duration take(@Nullable Caller caller, String address) {
        if (caller == null) {
            return take("address/" + address, limits.address());
        }
        int perSecond = caller.means() == Caller.Means.API_KEY ? limits.key() : limits.user();
        return take(caller.limitedAs(), perSecond);
    }

    /** How long to wait before the next; zero when this one may pass. */
    private Duration take(String who, int perSecond) {
        if (perSecond == 0) {
            return Duration.ZERO;
        }
        ConsumptionProbe probe =
                buckets.get(who, _ -> bucket(perSecond)).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    private static Bucket bucket(int perSecond) {
        return Bucket.builder()
                .addLimit(
                        limit ->
                                limit.capacity((long) perSecond * BURST_SECONDS)
                                        .refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}
