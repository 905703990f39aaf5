package io.stacklens.analytics.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
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

        assertThat(jdbc.queryForObject("select count(*) from template_counts_1min", Long.class))
                .isEqualTo(1);
    }

    private List<LocalDate> days() {
        return jdbc.queryForList("select day from list_log_partitions()", LocalDate.class);
    }

    private void block(String day, String arrivedAt) {
        jdbc.query("select ensure_log_partition(?::date)", row -> {}, day);
        OffsetDateTime time = LocalDate.parse(day).atTime(12, 0).atOffset(ZoneOffset.UTC);
        jdbc.update(
                "insert into log_blocks (min_time, max_time, arrived_at, record_count, line_count,"
                        + " raw_bytes, services, severity_mask, format_version, checksum,"
                        + " token_filter, payload)"
                        + " values (?, ?, ?::timestamptz, 1, 1, 1, '{}', 0, 1, 0, '', '')",
                time,
                time,
                arrivedAt);
    }

    private void count(String minute) {
        jdbc.update(
                "insert into template_counts_1min values ('shop', 't1', ?::timestamptz, 1)",
                minute);
    }
}
