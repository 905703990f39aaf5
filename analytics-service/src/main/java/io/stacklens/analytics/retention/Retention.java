package io.stacklens.analytics.retention;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcOperations;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/**
 * Drops days of log records and deletes windows and counts that have expired; says so each time.
 * What operators have set in {@code retention_settings} outranks what is configured.
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
        noteConfigured();
        Periods periods = periods();
        List<LocalDate> dropped =
                expiredDays(now.minus(periods.logs())).stream().filter(this::drop).toList();
        long rows =
                Objects.requireNonNullElse(
                        jdbc.queryForObject(
                                "select archive_expired(?)",
                                Long.class,
                                now.minus(periods.windows())),
                        0L);
        log.atInfo()
                .addKeyValue("days", dropped)
                .addKeyValue("rows", rows)
                .log("retention has run");
    }

    /** How long things are kept in this run. */
    private record Periods(Duration logs, Duration windows) {}

    /** What operators have set, else what is configured. */
    private Periods periods() {
        return jdbc
                .query(
                        "select logs_days, windows_days from retention_settings",
                        (row, _) ->
                                new Periods(
                                        days(row.getInt("logs_days"), settings.logs()),
                                        days(row.getInt("windows_days"), settings.windows())))
                .stream()
                .findFirst()
                .orElseGet(() -> new Periods(settings.logs(), settings.windows()));
    }

    /** The driver reads an absent number as 0. */
    private static Duration days(int set, Duration configured) {
        return set == 0 ? configured : Duration.ofDays(set);
    }

    /** Operators see what counts while they have set nothing. */
    private void noteConfigured() {
        jdbc.update(
                """
                insert into retention_settings as r (configured_logs_days, configured_windows_days) values (?, ?)
                on conflict (id) do update set configured_logs_days = excluded.configured_logs_days,
                    configured_windows_days = excluded.configured_windows_days
                where (r.configured_logs_days, r.configured_windows_days) is distinct from
                    (excluded.configured_logs_days, excluded.configured_windows_days)\
                """,
                inDays(settings.logs()),
                inDays(settings.windows()));
    }

    private static double inDays(Duration period) {
        return period.toMillis() / (double) Duration.ofDays(1).toMillis();
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
