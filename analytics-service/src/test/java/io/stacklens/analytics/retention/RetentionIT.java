package io.stacklens.analytics.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.logstore.LogStoreOptions;
import io.stacklens.logstore.LogStoreWriter;
import io.stacklens.logstore.Written;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

class RetentionIT {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private JdbcTemplate jdbc;
    private Retention retention;

    @BeforeEach
    void makeDatabase() {
        Database database = EmbeddedPlatform.shared().newDatabase();
        jdbc =
                new JdbcTemplate(
                        new DriverManagerDataSource(
                                database.url(), database.appUser(), database.appPassword()));
        retention =
                new Retention(
                        jdbc,
                        new RetentionProperties(
                                true,
                                Duration.ofDays(30),
                                Duration.ofDays(30),
                                Duration.ofHours(1)),
                        () -> NOW);
    }

    @Test
    void dropsDaysOfLogsByTheLaterOfEventDayAndArrival() {
        block("2026-01-10", "2026-01-10T10:00:00Z");
        block("2026-01-20", "2026-02-27T10:00:00Z");
        block("2026-02-27", "2026-02-27T10:00:00Z");

        retention.run();

        assertThat(days())
                .containsExactly(LocalDate.parse("2026-01-20"), LocalDate.parse("2026-02-27"));
    }

    @Test
    void deletesCountsThatHaveExpired() {
        count("2026-01-10T10:00:00Z");
        count("2026-02-10T10:00:00Z");

        retention.run();

        for (String table : List.of("template_counts_1min", "template_counts_1hour")) {
            assertThat(jdbc.queryForObject("select count(*) from " + table, Long.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void deletesWindowsByTheLaterOfTheirTimeAndTheirLastChange() {
        window("old", "2026-01-10T10:00:00Z", "2026-01-10T10:05:00Z");
        window("back-filled", "2026-01-10T10:00:00Z", "2026-02-27T10:00:00Z");
        window("new", "2026-02-27T10:00:00Z", "2026-02-27T10:05:00Z");

        retention.run();

        assertThat(jdbc.queryForList("select service from analytics_metrics_1hour", String.class))
                .containsExactlyInAnyOrder("back-filled", "new");
    }

    @Test
    void goesByWhatOperatorsHaveSet() {
        retention.run();
        jdbc.update("update retention_settings set logs_days = 3, windows_days = 90");
        block("2026-02-20", "2026-02-20T10:00:00Z");
        block("2026-02-27", "2026-02-27T10:00:00Z");
        count("2026-01-10T10:00:00Z");

        retention.run();

        assertThat(days()).containsExactly(LocalDate.parse("2026-02-27"));
        assertThat(jdbc.queryForObject("select count(*) from template_counts_1min", Long.class))
                .isEqualTo(1);
    }

    @Test
    void notesWhatItIsConfiguredWith() {
        retention.run();
        retention.run();

        assertThat(
                        jdbc.queryForObject(
                                "select configured_logs_days from retention_settings",
                                Double.class))
                .isEqualTo(30.0);
        assertThat(
                        jdbc.queryForObject(
                                "select count(*) from audit_log where table_name ="
                                        + " 'retention_settings'",
                                Long.class))
                .isEqualTo(1);
    }

    private void window(String service, String start, String updatedAt) {
        jdbc.update(
                "insert into analytics_metrics_1hour (service, window_start, window_end,"
                    + " event_count, error_count, total_requests, bytes, unique_users,"
                    + " severity_counts, revision, closed, updated_at) values (?, ?::timestamptz,"
                    + " ?::timestamptz, 1, 0, 0, 1, 0, '{}', 1, true, ?::timestamptz)",
                service,
                start,
                start,
                updatedAt);
    }

    private List<LocalDate> days() {
        return jdbc.queryForList("select day from list_log_partitions()", LocalDate.class);
    }

    private void block(String day, String arrivedAt) {
        Instant time = LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
        LogBatchBuilder rows = new LogBatchBuilder();
        rows.addRow();
        rows.put(LogColumn.TIMESTAMP, EpochNanos.of(time))
                .put(LogColumn.OBSERVED_TIMESTAMP, EpochNanos.of(time))
                .put(LogColumn.SERVICE, "shop")
                .put(LogColumn.BODY, "paid");
        LogStoreWriter writer = new LogStoreWriter(LogStoreOptions.defaults());
        writer.add(rows.build());
        jdbc.execute((ConnectionCallback<Written>) writer::flush);
        jdbc.update(
                "update log_blocks set arrived_at = ?::timestamptz where min_time >= ?",
                arrivedAt,
                time.atOffset(ZoneOffset.UTC));
    }

    private void count(String minute) {
        jdbc.update(
                "insert into template_counts_1min values ('shop', 't1', ?::timestamptz, 1)",
                minute);
        jdbc.update(
                "insert into template_counts_1hour values ('shop', 't1', ?::timestamptz, 1)",
                minute);
    }
}
