package io.stacklens.analytics.silences;

import io.stacklens.model.alert.AlertMatcher;
import io.stacklens.model.alert.Recurrence;
import io.stacklens.model.alert.Silence;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;

import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The table {@code silences}, as operators left it. */
final class SilenceTable {

    private static final Logger log = LoggerFactory.getLogger(SilenceTable.class);
    private static final TypeReference<List<AlertMatcher>> MATCHERS = new TypeReference<>() {};

    private final JdbcOperations jdbc;
    private final Set<Long> refused = new HashSet<>();

    SilenceTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that have not ended. */
    List<Silence> read() {
        return jdbc
                .query(
                        "select * from silences where ends_at is null or ends_at > now() order by"
                                + " id",
                        (row, _) -> silence(row))
                .stream()
                .filter(Objects::nonNull)
                .toList();
    }

    /** Null if the row holds what the API would have refused. */
    private @Nullable Silence silence(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        try {
            String recurrence = row.getString("recurrence");
            return new Silence(
                    id,
                    Silence.Kind.ofLabel(row.getString("kind")),
                    Json.mapper().readValue(row.getString("matchers"), MATCHERS),
                    Objects.requireNonNull(time(row, "starts_at")),
                    time(row, "ends_at"),
                    recurrence == null
                            ? null
                            : Json.mapper().readValue(recurrence, Recurrence.class),
                    row.getString("comment"),
                    row.getString("created_by"),
                    Objects.requireNonNull(time(row, "created_at")));
        } catch (IllegalArgumentException | JacksonException e) {
            if (refused.add(id)) {
                log.atWarn()
                        .addKeyValue("silence", id)
                        .addKeyValue("reason", e.getMessage())
                        .log("silence cannot be used");
            }
            return null;
        }
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
