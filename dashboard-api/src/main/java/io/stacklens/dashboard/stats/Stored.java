package io.stacklens.dashboard.stats;

import io.stacklens.dashboard.sql.Columns;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;

/** What the log store keeps. Asked once a second at most, since every block has to be counted. */
@Component
class Stored {

    private static final long REMEMBERED_NANOS = Duration.ofSeconds(1).toNanos();

    private final JdbcClient jdbc;
    private @Nullable StoredLines last;
    private long askedAt;

    Stored(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Lines that are kept.
     *
     * @param from the earliest event time
     */
    record StoredLines(long count, @Nullable Instant from) {}

    synchronized StoredLines read() {
        StoredLines known = last;
        if (known == null || System.nanoTime() - askedAt > REMEMBERED_NANOS) {
            known =
                    jdbc.sql(
                                    "select coalesce(sum(line_count), 0)::bigint as lines,"
                                            + " min(min_time) as first from log_blocks")
                            .query(
                                    (row, _) ->
                                            new StoredLines(
                                                    row.getLong("lines"),
                                                    Columns.timeOrNull(row, "first")))
                            .single();
            last = known;
            askedAt = System.nanoTime();
        }
        return known;
    }
}
