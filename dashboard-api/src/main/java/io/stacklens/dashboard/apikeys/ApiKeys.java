package io.stacklens.dashboard.apikeys;

import io.stacklens.dashboard.sql.Columns;
import io.stacklens.model.access.Scope;
import io.stacklens.pipeline.security.Hashes;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The table {@code api_keys}, which holds hashes only. */
@Component
class ApiKeys {

    private static final String PREFIX = "slk_";
    private static final int SHOWN_CHARS = 6;
    private static final String COLUMNS =
            "id, name, prefix, scopes, created_at, expires_at, last_used_at, revoked_at";

    private final JdbcClient jdbc;

    ApiKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<ApiKey> after(long id, int limit) {
        return jdbc.sql(
                        "select %s from api_keys where id > :id order by id limit :limit"
                                .formatted(COLUMNS))
                .param("id", id)
                .param("limit", limit)
                .query((row, _) -> key(row))
                .list();
    }

    Optional<ApiKey> find(long id) {
        return jdbc.sql("select %s from api_keys where id = :id".formatted(COLUMNS))
                .param("id", id)
                .query((row, _) -> key(row))
                .optional();
    }

    /** Makes a key of 256 random bits. */
    NewApiKey add(String name, Collection<Scope> scopes, @Nullable Instant expiresAt) {
        String key = PREFIX + Hashes.randomSecret();
        ApiKey made =
                jdbc.sql(
                                "insert into api_keys (name, prefix, hash, scopes, expires_at)"
                                        + " values (:name, :prefix, :hash, :scopes::text[],"
                                        + " :expiry::timestamptz) returning "
                                        + COLUMNS)
                        .param("name", name)
                        .param("prefix", key.substring(0, PREFIX.length() + SHOWN_CHARS))
                        .param("hash", Hashes.sha256(key))
                        .param(
                                "scopes",
                                scopes.stream().map(Scope::lowerCase).toArray(String[]::new))
                        .param("expiry", expiresAt == null ? null : Columns.timestamp(expiresAt))
                        .query((row, _) -> key(row))
                        .single();
        return new NewApiKey(made, key);
    }

    /** A key that is revoked stays in the list, so that the audit log can be understood. */
    void revoke(long id) {
        jdbc.sql("update api_keys set revoked_at = now() where id = :id and revoked_at is null")
                .param("id", id)
                .update();
    }

    /** Notes when keys were used; the heartbeats of several instances come in any order. */
    void used(Map<Long, Instant> uses) {
        uses.forEach(
                (id, at) ->
                        jdbc.sql(
                                        "update api_keys set last_used_at = :at where id = :id and"
                                                + " (last_used_at is null or last_used_at < :at)")
                                .param("id", id)
                                .param("at", Columns.timestamp(at))
                                .update());
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getLong("id"),
                Columns.text(row, "name"),
                Columns.text(row, "prefix"),
                Columns.texts(row, "scopes").stream()
                        .map(scope -> Scope.valueOf(scope.toUpperCase(Locale.ROOT)))
                        .toList(),
                Columns.time(row, "created_at"),
                Columns.timeOrNull(row, "expires_at"),
                Columns.timeOrNull(row, "last_used_at"),
                Columns.timeOrNull(row, "revoked_at"));
    }
}
