package io.stacklens.analytics.retention;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcOperations;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/**
 * Drops days of log records and deletes windows and counts that have expired; says so each time.
 */
final class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private final JdbcOperations jdbc;
    private final RetentionProperties settings;
    private final InstantSource clock;

    Retention(JdbcOperations jdbc, RetentionProperties settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    void run() {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        List<LocalDate> dropped =
                expiredDays(now.minus(settings.logs())).stream().filter(this::drop).toList();
        long rows =
                Objects.requireNonNullElse(
                        jdbc.queryForObject(
                                "select archive_expired(?)",
                                Long.class,
                                now.minus(settings.windows())),
                        0L);
        log.atInfo()
                .addKeyValue("days", dropped)
                .addKeyValue("rows", rows)
                .log("retention has run");
    }

    /** A day that a long search holds is dropped by a later run. */
    private boolean drop(LocalDate day) {
        try {
            // The function returns void, which a query can read and an update cannot.
            jdbc.query("select drop_log_partition(?)", row -> {}, day);
            return true;
        } catch (PessimisticLockingFailureException e) {
            log.atInfo().addKeyValue("day", day).log("day of logs is in use, dropped later");
            return false;
        }
    }

    /** Days that ended before a time, and in which nothing has arrived since. */
    private List<LocalDate> expiredDays(OffsetDateTime before) {
        return jdbc.query(
                "select day from list_log_partitions() where day + 1 <= ?::date and latest_arrival"
                        + " < ?",
                (row, _) -> row.getObject("day", LocalDate.class),
                before.toLocalDate(),
                before);
    }
}
