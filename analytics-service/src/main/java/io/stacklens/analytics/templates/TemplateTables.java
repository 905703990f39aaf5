package io.stacklens.analytics.templates;

import io.stacklens.model.EpochNanos;
import io.stacklens.model.window.TemplateDelta;
import io.stacklens.model.window.WindowDelta;

import org.springframework.jdbc.core.JdbcOperations;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tables {@code template_counts_*}, {@code error_groups_*} and {@code log_templates}: counts by
 * the minute, and the same by the hour and by the day for who asks for long times. The counts are
 * added to, so each delta must be added once.
 */
@SuppressWarnings("InlineFormatString") // Statements of many lines stand better by themselves.
final class TemplateTables {

    private static final String COUNTS =
            """
            insert into template_counts_%s as old (service, template_id, window_start, total)
            values (?, ?, ?, ?)
            on conflict (service, template_id, window_start)
            do update set total = old.total + excluded.total
            """;

    private static final String ERRORS =
            """
            insert into error_groups_1min as old (service, template_id, exception_type, window_start,
                total, sample, last_seen)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (service, template_id, exception_type, window_start) do update set
                total = old.total + excluded.total,
                sample = case when excluded.last_seen >= old.last_seen
                              then excluded.sample else old.sample end,
                last_seen = greatest(old.last_seen, excluded.last_seen)
            """;

    /** By hour and day; samples are kept by the minute only. */
    private static final String ROLLED_UP_ERRORS =
            """
            insert into error_groups_%s as old (service, template_id, exception_type, window_start, total, last_seen)
            values (?, ?, ?, ?, ?, ?)
            on conflict (service, template_id, exception_type, window_start) do update set
                total = old.total + excluded.total,
                last_seen = greatest(old.last_seen, excluded.last_seen)
            """;

    /** A row is not rewritten more often than once a minute of event time. */
    private static final String TEMPLATES =
            """
            insert into log_templates as old (template_id, template, service, first_seen, last_seen)
            values (?, ?, ?, ?, ?)
            on conflict (template_id) do update set
                first_seen = least(old.first_seen, excluded.first_seen),
                last_seen = greatest(old.last_seen, excluded.last_seen)
            where excluded.last_seen > old.last_seen + interval '1 minute'
               or excluded.first_seen < old.first_seen
            """;

    private static final Map<String, Duration> ROLL_UPS =
            new TreeMap<>(Map.of("1hour", Duration.ofHours(1), "1day", Duration.ofDays(1)));

    private final JdbcOperations jdbc;

    TemplateTables(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order of their keys, so that two instances wait for each other, never both. */
    void add(Collection<WindowDelta> deltas) {
        SortedMap<Key, Sum> counts = new TreeMap<>();
        SortedMap<Key, Sum> errors = new TreeMap<>();
        SortedMap<String, Sum> templates = new TreeMap<>();
        for (WindowDelta delta : deltas) {
            for (TemplateDelta one : delta.templates()) {
                String id = one.templateId();
                Sum all = Sum.of(delta.service(), one, one.count());
                counts.merge(new Key(delta.service(), id, "", one.minuteStart()), all, Sum::plus);
                templates.merge(id, all, Sum::plus);
                if (one.errorCount() > 0) {
                    errors.merge(
                            new Key(delta.service(), id, one.exceptionType(), one.minuteStart()),
                            Sum.of(delta.service(), one, one.errorCount()),
                            Sum::plus);
                }
            }
        }
        insert(COUNTS.formatted("1min"), counts, TemplateTables::bindCount);
        insert(ERRORS, errors, TemplateTables::bindError);
        ROLL_UPS.forEach(
                (name, length) -> {
                    insert(
                            COUNTS.formatted(name),
                            rolledUp(counts, length),
                            TemplateTables::bindCount);
                    insert(
                            ROLLED_UP_ERRORS.formatted(name),
                            rolledUp(errors, length),
                            TemplateTables::bindRolledUpError);
                });
        insert(TEMPLATES, templates, TemplateTables::bindTemplate);
    }

    private static SortedMap<Key, Sum> rolledUp(SortedMap<Key, Sum> minutes, Duration length) {
        SortedMap<Key, Sum> rows = new TreeMap<>();
        minutes.forEach((key, sum) -> rows.merge(key.rolledUp(length), sum, Sum::plus));
        return rows;
    }

    private <K> void insert(String sql, SortedMap<K, Sum> rows, Binder<K> binder) {
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(
                    sql,
                    rows.entrySet(),
                    rows.size(),
                    (row, entry) -> binder.bind(row, entry.getKey(), entry.getValue()));
        }
    }

    private static void bindCount(PreparedStatement row, Key key, Sum sum) throws SQLException {
        row.setString(1, key.service());
        row.setString(2, key.templateId());
        row.setObject(3, time(Instant.ofEpochSecond(key.start())));
        row.setLong(4, sum.total());
    }

    private static void bindError(PreparedStatement row, Key key, Sum sum) throws SQLException {
        row.setString(1, key.service());
        row.setString(2, key.templateId());
        row.setString(3, key.exceptionType());
        row.setObject(4, time(Instant.ofEpochSecond(key.start())));
        row.setLong(5, sum.total());
        row.setString(6, sum.sample());
        row.setObject(7, time(EpochNanos.toInstant(sum.lastSeen())));
    }

    private static void bindRolledUpError(PreparedStatement row, Key key, Sum sum)
            throws SQLException {
        row.setString(1, key.service());
        row.setString(2, key.templateId());
        row.setString(3, key.exceptionType());
        row.setObject(4, time(Instant.ofEpochSecond(key.start())));
        row.setLong(5, sum.total());
        row.setObject(6, time(EpochNanos.toInstant(sum.lastSeen())));
    }

    private static void bindTemplate(PreparedStatement row, String templateId, Sum sum)
            throws SQLException {
        row.setString(1, templateId);
        row.setString(2, sum.template());
        row.setString(3, sum.service());
        row.setObject(4, time(Instant.ofEpochSecond(sum.firstMinute())));
        row.setObject(5, time(EpochNanos.toInstant(sum.lastSeen())));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private interface Binder<K> {
        void bind(PreparedStatement row, K key, Sum sum) throws SQLException;
    }

    /**
     * A row's key.
     *
     * @param exceptionType empty where the table has none
     * @param start of its minute, hour or day, in seconds since the epoch
     */
    private record Key(String service, String templateId, String exceptionType, long start)
            implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::service)
                        .thenComparing(Key::templateId)
                        .thenComparing(Key::exceptionType)
                        .thenComparingLong(Key::start);

        Key rolledUp(Duration length) {
            long seconds = length.toSeconds();
            return new Key(
                    service, templateId, exceptionType, Math.floorDiv(start, seconds) * seconds);
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** What the deltas of one row add up to. */
    private record Sum(
            String service,
            String template,
            String sample,
            long firstMinute,
            long lastSeen,
            long total) {

        static Sum of(String service, TemplateDelta delta, long total) {
            return new Sum(
                    service,
                    delta.template(),
                    delta.sample(),
                    delta.minuteStart(),
                    delta.lastSeen(),
                    total);
        }

        Sum plus(Sum other) {
            Sum later = other.lastSeen >= lastSeen ? other : this;
            return new Sum(
                    service,
                    template.isEmpty() ? other.template : template,
                    later.sample,
                    Math.min(firstMinute, other.firstMinute),
                    later.lastSeen,
                    total + other.total);
        }
    }
}
