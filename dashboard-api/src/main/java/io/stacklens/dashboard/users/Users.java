package io.stacklens.dashboard.users;

import io.stacklens.dashboard.http.ConflictException;
import io.stacklens.dashboard.http.Version;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.model.access.Role;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The table {@code users}. Its triggers end the sessions and revoke the tokens of a user whose
 * role, password or state changes. One enabled administrator stays, whatever happens.
 */
@Component
public class Users {

    private static final String SELECT =
            "select id, username, role, enabled, created_at, last_login_at, password_hash from"
                    + " users";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    Users(JdbcClient jdbc, PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** A user with the hash of the password. */
    public record WithPassword(UserAccount account, String passwordHash) {

        @Override
        public String toString() {
            return "WithPassword[" + account.username() + "]";
        }
    }

    /** What a user is to be; a null hash keeps the password. */
    record Wanted(String username, Role role, boolean enabled, @Nullable String passwordHash) {

        @Override
        public String toString() {
            return "Wanted[" + username + "]";
        }
    }

    public Optional<WithPassword> named(String username) {
        return jdbc.sql(SELECT + " where username = :name")
                .param("name", username)
                .query((row, _) -> withPassword(row))
                .optional();
    }

    /** Sets the password; the sessions and tokens of before end. */
    public void setPassword(long id, String passwordHash) {
        jdbc.sql("update users set password_hash = :hash where id = :id")
                .param("hash", passwordHash)
                .param("id", id)
                .update();
    }

    public void loggedIn(long id) {
        jdbc.sql("update users set last_login_at = now() where id = :id").param("id", id).update();
    }

    List<UserAccount> after(long id, int limit) {
        return jdbc.sql(SELECT + " where id > :id order by id limit :limit")
                .param("id", id)
                .param("limit", limit)
                .query((row, _) -> withPassword(row).account())
                .list();
    }

    Optional<UserAccount> find(long id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query((row, _) -> withPassword(row).account())
                .optional();
    }

    long add(Wanted user) {
        try {
            return jdbc.sql(
                            "insert into users (username, role, enabled, password_hash)"
                                    + " values (:name, :role, :enabled, :hash) returning id")
                    .param("name", user.username())
                    .param("role", user.role().lowerCase())
                    .param("enabled", user.enabled())
                    .param("hash", user.passwordHash())
                    .query(Long.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw taken(user.username());
        }
    }

    /**
     * Replaces name, role, state and, if there is a new one, password.
     *
     * @param ifMatch the version that is to be replaced; null for any
     */
    void replace(long id, Wanted user, @Nullable String ifMatch) {
        try {
            transactions.executeWithoutResult(
                    _ -> {
                        requireVersion(id, ifMatch);
                        boolean administered = isAdministrator(id);
                        jdbc.sql(
                                        "update users set username = :name, role = :role,"
                                                + " enabled = :enabled, password_hash ="
                                                + " coalesce(:hash::text, password_hash) where id ="
                                                + " :id")
                                .param("name", user.username())
                                .param("role", user.role().lowerCase())
                                .param("enabled", user.enabled())
                                .param("hash", user.passwordHash())
                                .param("id", id)
                                .update();
                        requireAdmin(administered);
                    });
        } catch (DuplicateKeyException e) {
            throw taken(user.username());
        }
    }

    /**
     * Deletes a user.
     *
     * @param ifMatch the version that is to be deleted; null for any
     */
    void delete(long id, @Nullable String ifMatch) {
        transactions.executeWithoutResult(
                _ -> {
                    requireVersion(id, ifMatch);
                    boolean administered = isAdministrator(id);
                    jdbc.sql("delete from users where id = :id").param("id", id).update();
                    requireAdmin(administered);
                });
    }

    /** Of a user who is there, whom nobody else changes before the transaction ends. */
    private void requireVersion(long id, @Nullable String ifMatch) {
        jdbc.sql(SELECT + " where id = :id for update")
                .param("id", id)
                .query((row, _) -> withPassword(row).account().edited())
                .optional()
                .ifPresent(now -> Version.of(now).require(ifMatch, "user " + id));
    }

    private boolean isAdministrator(long id) {
        return find(id).filter(user -> user.enabled() && user.role() == Role.ADMIN).isPresent();
    }

    /**
     * Refuses to take the last administrator away; where there was none, others may change. Two who
     * remove each other at the same time wait for one another here.
     */
    private void requireAdmin(boolean administered) {
        if (!administered) {
            return;
        }
        jdbc.sql("select pg_advisory_xact_lock(hashtext('users'))").query((_, _) -> 0).list();
        long admins =
                jdbc.sql("select count(*) from users where role = 'admin' and enabled")
                        .query(Long.class)
                        .single();
        if (admins == 0) {
            throw new ConflictException(
                    "nobody could manage users any more (expected: an enabled user with the role"
                            + " admin stays)");
        }
    }

    private static ConflictException taken(String username) {
        return new ConflictException(
                "username: '%s' (expected: a name that no other user has)".formatted(username));
    }

    private static WithPassword withPassword(ResultSet row) throws SQLException {
        return new WithPassword(
                new UserAccount(
                        row.getLong("id"),
                        Columns.text(row, "username"),
                        Role.valueOf(Columns.text(row, "role").toUpperCase(Locale.ROOT)),
                        row.getBoolean("enabled"),
                        Columns.time(row, "created_at"),
                        Columns.timeOrNull(row, "last_login_at")),
                Columns.text(row, "password_hash"));
    }
}
