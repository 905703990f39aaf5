package io.stacklens.dashboard.access;

import io.stacklens.dashboard.sql.Columns;
import io.stacklens.model.access.AccessList;
import io.stacklens.model.access.Scope;
import io.stacklens.pipeline.security.SecurityProperties;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads the access list from its tables, and clears away what is of no use any more. */
@Component
class AccessTables {

    private static final Duration SLACK = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final SecurityProperties properties;

    AccessTables(JdbcClient jdbc, InstantSource clock, SecurityProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.properties = properties;
    }

    long revision() {
        return jdbc.sql("select revision from access_revision").query(Long.class).single();
    }

    /**
     * Everything at least as new as a revision.
     *
     * @param revision was read before; what has changed since has another, which is read next
     */
    AccessList read(long revision) {
        return new AccessList(
                revision,
                jdbc.sql(
                                "select id, name, hash, scopes, expires_at from api_keys"
                                        + " where revoked_at is null"
                                        + " and (expires_at is null or expires_at > :now)")
                        .param("now", Columns.timestamp(clock.instant()))
                        .query(
                                (row, _) ->
                                        new AccessList.Key(
                                                row.getLong("id"),
                                                Columns.text(row, "name"),
                                                Columns.text(row, "hash"),
                                                Columns.texts(row, "scopes").stream()
                                                        .map(AccessTables::scope)
                                                        .collect(Collectors.toSet()),
                                                Columns.timeOrNull(row, "expires_at")))
                        .list(),
                jdbc.sql("select id, public_key, expires_at from signing_keys")
                        .query(
                                (row, _) ->
                                        new AccessList.SigningKey(
                                                Columns.text(row, "id"),
                                                Columns.text(row, "public_key"),
                                                Columns.time(row, "expires_at")))
                        .list(),
                jdbc.sql("select username, not_before from token_revocations")
                        .query(
                                (row, _) ->
                                        new AccessList.Revocation(
                                                Columns.text(row, "username"),
                                                Columns.time(row, "not_before")))
                        .list(),
                jdbc.sql("select session_id from ended_sessions")
                        .query((row, _) -> row.getLong("session_id"))
                        .list());
    }

    /** Keys and revocations whose tokens have expired, ended sessions, forgiven failures. */
    void clear() {
        Instant now = clock.instant();
        delete("delete from signing_keys where expires_at < :time", now);
        delete(
                "delete from token_revocations where not_before < :time",
                now.minus(properties.tokens().accessFor()).minus(SLACK));
        delete(
                "delete from ended_sessions where ended_at < :time",
                now.minus(properties.tokens().accessFor()).minus(SLACK));
        delete("delete from refresh_tokens where expires_at < :time", now);
        delete(
                "delete from sessions s where created_at < :time and not exists"
                        + " (select from refresh_tokens where session_id = s.id)",
                now.minus(SLACK));
        delete(
                "delete from login_failures where since < :time"
                        + " and (locked_until is null or locked_until < :time)",
                now.minus(properties.logins().window()));
    }

    private void delete(String sql, Instant time) {
        jdbc.sql(sql).param("time", Columns.timestamp(time)).update();
    }

    private static Scope scope(String text) {
        return Scope.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
