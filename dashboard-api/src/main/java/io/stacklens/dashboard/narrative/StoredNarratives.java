package io.stacklens.dashboard.narrative;

import io.stacklens.dashboard.sql.Columns;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The rows of {@code incident_narratives}. */
@Repository
class StoredNarratives {

    private final JdbcClient jdbc;

    StoredNarratives(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Narrative> byInput(String hash) {
        return jdbc.sql("select * from incident_narratives where input_hash = :hash")
                .param("hash", hash)
                .query((row, _) -> read(row))
                .optional();
    }

    Optional<Narrative> latest(long incidentId) {
        return jdbc.sql(
                        "select * from incident_narratives where incident_id = :id"
                                + " order by generated_at desc limit 1")
                .param("id", incidentId)
                .query((row, _) -> read(row))
                .optional();
    }

    long tokensSince(Instant time) {
        return jdbc.sql(
                        "select coalesce(sum(tokens), 0) from incident_narratives where"
                                + " generated_at >= :time")
                .param("time", Columns.timestamp(time))
                .query(Long.class)
                .single();
    }

    void add(String hash, long incidentId, Narrative narrative, int tokens) {
        jdbc.sql(
                        """
                        insert into incident_narratives (input_hash, incident_id, text, provider, tokens,
                                                         generated_at)
                        values (:hash, :id, :text, :provider, :tokens, :at)
                        on conflict (input_hash) do nothing\
                        """)
                .param("hash", hash)
                .param("id", incidentId)
                .param("text", narrative.text())
                .param("provider", narrative.provider())
                .param("tokens", tokens)
                .param("at", Columns.timestamp(narrative.generatedAt()))
                .update();
    }

    private static Narrative read(ResultSet row) throws SQLException {
        return new Narrative(
                Columns.text(row, "text"),
                Columns.text(row, "provider"),
                Columns.time(row, "generated_at"));
    }
}
