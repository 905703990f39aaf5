package io.stacklens.dashboard.auth;

import io.stacklens.dashboard.audit.AuditLog;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.model.access.Role;
import io.stacklens.pipeline.security.Hashes;
import io.stacklens.pipeline.security.SecurityProperties;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Logins that go on without the password: a refresh token is exchanged for the next one, and serves
 * once. Who shows one that has served holds a stolen copy, or the thief does: the session ends.
 */
@Component
class Sessions {

    /** Two tabs of a browser share their token and may use it at the same time. */
    private static final Duration TWICE_WITHIN = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final AuditLog audit;
    private final Duration lifetime;

    Sessions(
            JdbcClient jdbc,
            PlatformTransactionManager transactionManager,
            AuditLog audit,
            SecurityProperties properties) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
        this.audit = audit;
        this.lifetime = properties.tokens().refreshFor();
    }

    /**
     * A session that goes on.
     *
     * @param refreshToken the next one
     * @param at by the database's clock
     */
    record Going(long session, String username, Role role, String refreshToken, Instant at) {

        @Override
        public String toString() {
            return "Going[" + username + "]";
        }
    }

    private record Found(
            long sessionId,
            boolean expired,
            boolean stale,
            String username,
            Role role,
            boolean enabled) {}

    Going begin(long userId, String username, Role role, @Nullable String address) {
        return Objects.requireNonNull(
                transactions.execute(
                        _ -> {
                            long session =
                                    jdbc.sql(
                                                    "insert into sessions (user_id, address) values"
                                                            + " (:user, :address) returning id")
                                            .param("user", userId)
                                            .param("address", address)
                                            .query(Long.class)
                                            .single();
                            return next(session, username, role);
                        }));
    }

    /** Goes on with a session; empty when the token does not count. */
    Optional<Going> goOn(String refreshToken, @Nullable String address) {
        Going going =
                transactions.execute(
                        _ -> {
                            String hash = Hashes.sha256(refreshToken);
                            return find(hash)
                                    .filter(found -> counts(found, address))
                                    .map(
                                            found -> {
                                                used(hash);
                                                return next(
                                                        found.sessionId(),
                                                        found.username(),
                                                        found.role());
                                            })
                                    .orElse(null);
                        });
        return Optional.ofNullable(going);
    }

    void end(String refreshToken) {
        jdbc.sql(
                        "delete from sessions where id ="
                                + " (select session_id from refresh_tokens where hash = :hash)")
                .param("hash", Hashes.sha256(refreshToken))
                .update();
    }

    void end(long session) {
        jdbc.sql("delete from sessions where id = :id").param("id", session).update();
    }

    Duration lifetime() {
        return lifetime;
    }

    private boolean counts(Found found, @Nullable String address) {
        if (found.stale()) {
            jdbc.sql("delete from sessions where id = :id").param("id", found.sessionId()).update();
            audit.note(
                    found.username(),
                    "refresh_reused",
                    "sessions",
                    Long.toString(found.sessionId()),
                    Map.of(),
                    address);
            return false;
        }
        return !found.expired() && found.enabled();
    }

    private Optional<Found> find(String hash) {
        return jdbc.sql(
                        "select t.session_id, t.expires_at < clock_timestamp() as expired,"
                            + " coalesce(t.used_at < clock_timestamp() - make_interval(secs =>"
                            + " :grace), false) as stale, u.username, u.role, u.enabled from"
                            + " refresh_tokens t join sessions s on s.id = t.session_id join users"
                            + " u on u.id = s.user_id where t.hash = :hash for update of t")
                .param("hash", hash)
                .param("grace", (double) TWICE_WITHIN.toSeconds())
                .query(
                        (row, _) ->
                                new Found(
                                        row.getLong("session_id"),
                                        row.getBoolean("expired"),
                                        row.getBoolean("stale"),
                                        Columns.text(row, "username"),
                                        Role.valueOf(
                                                Columns.text(row, "role").toUpperCase(Locale.ROOT)),
                                        row.getBoolean("enabled")))
                .optional();
    }

    private void used(String hash) {
        jdbc.sql(
                        "update refresh_tokens set used_at = coalesce(used_at, clock_timestamp())"
                                + " where hash = :hash")
                .param("hash", hash)
                .update();
    }

    private Going next(long session, String username, Role role) {
        String token = Hashes.randomSecret();
        Instant at =
                jdbc.sql(
                                "insert into refresh_tokens (hash, session_id, expires_at) values"
                                    + " (:hash, :session, clock_timestamp() + make_interval(secs =>"
                                    + " :seconds)) returning clock_timestamp() as at")
                        .param("hash", Hashes.sha256(token))
                        .param("session", session)
                        .param("seconds", (double) lifetime.toSeconds())
                        .query((row, _) -> Columns.time(row, "at"))
                        .single();
        return new Going(session, username, role, token, at);
    }
}
