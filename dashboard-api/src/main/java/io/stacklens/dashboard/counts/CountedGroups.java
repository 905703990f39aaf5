package io.stacklens.dashboard.counts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.stacklens.dashboard.counts.SumsOfRows.Mark;
import io.stacklens.dashboard.sql.RolledUp;
import io.stacklens.dashboard.sql.RolledUp.Slice;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the groups of all services add up to. Sums of hours and days that have passed are remembered
 * until a late line changes them, which is asked once a second; only what goes on is read again.
 */
@Component
public class CountedGroups {

    /** Some 200 bytes each. Where there are more, the database has to put them in order. */
    private static final int MOST_GROUPS = 20_000;

    private static final int REMEMBERED = 16;
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final SumsOfRows rows;
    private final InstantSource clock;
    private final Cache<Key, Known> known =
            Caffeine.newBuilder()
                    .maximumSize(REMEMBERED)
                    .expireAfterAccess(Duration.ofMinutes(10))
                    .build();

    CountedGroups(SumsOfRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * The sums of a time.
     *
     * @param from null for all that is stored
     * @param to null for all that is stored
     * @return empty where it is not worth the while: there are too many groups, or nothing of the
     *     time can be remembered
     */
    public Optional<Map<Group, Sum>> sums(
            Counts counts, @Nullable Instant from, @Nullable Instant to) {
        List<Slice> passed = new ArrayList<>();
        List<Slice> goingOn = new ArrayList<>();
        Instant now = clock.instant();
        for (Slice slice : RolledUp.slices(from, to, now)) {
            slice.passed(now).ifPresent(passed::add);
            slice.goingOn(now).ifPresent(goingOn::add);
        }
        if (passed.isEmpty()) {
            return Optional.empty();
        }
        Map<Group, Sum> sums = new HashMap<>();
        for (Slice slice : passed) {
            Known one = known.get(new Key(counts, slice), Known::new);
            Optional<Map<Group, Sum>> found = one.read();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            add(found.get(), sums);
        }
        if (!goingOn.isEmpty()) {
            Optional<Map<Group, Sum>> found = rows.read(counts, goingOn, MOST_GROUPS);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            add(found.get(), sums);
        }
        return Optional.of(sums);
    }

    /**
     * The rows of a ranking: by the sums of a time where those are worth the while, else as the
     * database puts them in order. Of one service there are few, so it always does.
     */
    public <T> List<T> ranked(
            Counts counts,
            @Nullable String service,
            @Nullable Instant from,
            @Nullable Instant to,
            Function<Map<Group, Sum>, List<T>> bySums,
            Supplier<List<T>> inOrder) {
        return service != null
                ? inOrder.get()
                : sums(counts, from, to).map(bySums).orElseGet(inOrder);
    }

    private static void add(Map<Group, Sum> some, Map<Group, Sum> sums) {
        some.forEach((group, sum) -> sums.merge(group, sum, Sum::plus));
    }

    private record Key(Counts counts, Slice slice) {}

    /** What is remembered of a slice: nothing yet, its sums, or that there are too many. */
    private final class Known {

        private final Key key;
        private @Nullable Mark mark;
        private Optional<Map<Group, Sum>> sums = Optional.empty();
        private long askedAt;

        Known(Key key) {
            this.key = key;
        }

        synchronized Optional<Map<Group, Sum>> read() {
            if (mark != null && System.nanoTime() - askedAt < FRESH_NANOS) {
                return sums;
            }
            // Asked before the rows are read: what comes in between is read twice rather than
            // never.
            long at = System.nanoTime();
            Mark now = rows.mark(key.counts(), key.slice());
            if (!now.equals(mark)) {
                sums = rows.read(key.counts(), List.of(key.slice()), MOST_GROUPS);
                mark = now;
            }
            askedAt = at;
            return sums;
        }
    }
}
