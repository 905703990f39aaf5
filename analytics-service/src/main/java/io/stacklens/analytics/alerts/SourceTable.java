package io.stacklens.analytics.alerts;

import io.stacklens.analytics.alerts.Sources.Sighting;

import org.springframework.jdbc.core.JdbcOperations;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The table {@code source_registry}: what the engines know of who sends, for people. The engines do
 * not read it, so they need no database.
 */
final class SourceTable {

    private static final Duration KEPT = Duration.ofDays(7);

    private static final String UPSERT =
            """
            insert into source_registry as old (service, host, first_seen, last_seen,
                longest_gap_seconds, expected_within_seconds)
            values (?, ?, ?, ?, ?, ?)
            on conflict (service, host) do update set
                first_seen = least(old.first_seen, excluded.first_seen),
                last_seen = excluded.last_seen,
                longest_gap_seconds = excluded.longest_gap_seconds,
                expected_within_seconds = excluded.expected_within_seconds,
                updated_at = now()
            where excluded.last_seen > old.last_seen
            """;

    private final JdbcOperations jdbc;
    private final Map<Key, Sighting> shown = new ConcurrentHashMap<>();
    private final Map<Key, Instant> written = new ConcurrentHashMap<>();

    SourceTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes what an engine knows, to be written soon. */
    void show(List<Sighting> sightings) {
        sightings.forEach(one -> shown.put(new Key(one.service(), one.host()), one));
    }

    /** Writes who was seen since the last time; in the order of the keys, for other writers. */
    void write() {
        List<Sighting> news = new ArrayList<>();
        shown.keySet().stream()
                .sorted()
                .forEach(
                        key -> {
                            Sighting one = shown.get(key);
                            if (one != null && !one.lastSeen().equals(written.get(key))) {
                                news.add(one);
                            }
                        });
        if (!news.isEmpty()) {
            jdbc.batchUpdate(UPSERT, news, 500, SourceTable::bind);
        }
        news.forEach(one -> written.put(new Key(one.service(), one.host()), one.lastSeen()));
        Instant oldest = Instant.now().minus(KEPT);
        shown.values().removeIf(one -> one.lastSeen().isBefore(oldest));
        written.values().removeIf(seen -> seen.isBefore(oldest));
    }

    /** Forgets who has not sent for a week. */
    void forgetOld() {
        jdbc.update(
                "delete from source_registry where last_seen < now() - make_interval(days => ?)",
                (int) KEPT.toDays());
    }

    private static void bind(PreparedStatement row, Sighting one) throws SQLException {
        Duration expected = one.expectedWithin();
        row.setString(1, one.service());
        row.setString(2, one.host());
        row.setObject(3, one.firstSeen().atOffset(ZoneOffset.UTC));
        row.setObject(4, one.lastSeen().atOffset(ZoneOffset.UTC));
        row.setDouble(5, one.longestPause().toMillis() / 1e3);
        row.setObject(6, expected == null ? null : expected.toMillis() / 1e3);
    }

    private record Key(String service, String host) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byService = service.compareTo(other.service);
            return byService != 0 ? byService : host.compareTo(other.host);
        }
    }
}
