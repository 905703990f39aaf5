package io.stacklens.anomaly.report;

import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.json.Json;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** The table {@code anomalies}: one row for each window and detector, with the latest score. */
@Component
class AnomalyTable {

    private static final String UPSERT =
            """
            insert into anomalies (id, service, route, detector, window_start, window_end, detected_at,
                                   score, severity, reasons, samples)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
            on conflict (id) do update set
                score = excluded.score, severity = excluded.severity, reasons = excluded.reasons,
                samples = excluded.samples
            """;

    private final JdbcOperations jdbc;

    AnomalyTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void upsert(List<Anomaly> anomalies) {
        jdbc.batchUpdate(UPSERT, anomalies, anomalies.size(), AnomalyTable::bind);
    }

    private static void bind(PreparedStatement row, Anomaly anomaly) throws SQLException {
        int i = 0;
        row.setString(++i, anomaly.id());
        row.setString(++i, anomaly.service());
        row.setString(++i, anomaly.route());
        row.setString(++i, anomaly.detector());
        row.setObject(++i, time(anomaly.windowStart()));
        row.setObject(++i, time(anomaly.windowEnd()));
        row.setObject(++i, time(anomaly.detectedAt()));
        row.setDouble(++i, anomaly.score());
        row.setString(++i, anomaly.severity().name());
        row.setString(++i, Json.mapper().writeValueAsString(anomaly.reasons()));
        row.setArray(++i, row.getConnection().createArrayOf("text", anomaly.samples().toArray()));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
