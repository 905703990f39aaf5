package io.stacklens.logstore;

import io.stacklens.model.LogRecord;
import io.stacklens.model.json.Json;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.regex.Pattern;

/** Copies records of high risk to {@code high_risk_records}; of too many, those of the highest. */
final class HighRiskInsert {

    private static final String INSERT =
            """
            insert into high_risk_records (id, event_time, service, risk_score, record)
            values (?, ?, ?, ?, ?::jsonb)
            on conflict (id) do nothing
            """;

    // The database's JSON cannot hold NUL. An even number of backslashes before it are characters.
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private final Connection connection;
    private final int limit;
    private final PriorityQueue<Scored> scored =
            new PriorityQueue<>(Comparator.comparingInt(Scored::score));

    private record Scored(LogRecord record, int score) {}

    HighRiskInsert(Connection connection, int limit) {
        this.connection = connection;
        this.limit = limit;
    }

    void add(LogRecord record, int score) {
        scored.add(new Scored(record, score));
        if (scored.size() > limit) {
            scored.remove();
        }
    }

    void run() throws SQLException {
        if (scored.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Scored item : scored) {
                LogRecord record = item.record();
                insert.setString(1, record.id().toString());
                insert.setObject(2, record.eventTime().atOffset(ZoneOffset.UTC));
                insert.setString(3, record.service().replace('\0', '\uFFFD'));
                insert.setInt(4, item.score());
                insert.setString(5, json(record));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String json(LogRecord record) {
        String json = new String(Json.write(record), StandardCharsets.UTF_8);
        return NUL.matcher(json).replaceAll("$1\\\\ufffd");
    }
}
