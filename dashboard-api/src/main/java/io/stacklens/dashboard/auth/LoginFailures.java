package io.stacklens.dashboard.auth;

import io.stacklens.dashboard.sql.Columns;
import io.stacklens.pipeline.security.SecurityProperties;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Counts failed logins by account and by address, for all instances together, and locks for a while
 * those with too many. A name that nobody has is counted and locked like any other, so the answers
 * do not tell which names there are.
 */
@Component
class LoginFailures {

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final SecurityProperties.Logins settings;

    LoginFailures(JdbcClient jdbc, InstantSource clock, SecurityProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = properties.logins();
    }

    /**
     * Begins an attempt, which counts as a failure until it {@link #succeeded}; so those that are
     * made at the same time are counted too.
     *
     * @return how long the account or the address is locked; zero when the attempt may be made
     */
    Duration begin(String username, String address) {
        Duration locked = count(account(username), settings.accountFailures());
        return locked.isZero() ? count(address(address), settings.addressFailures()) : locked;
    }

    void succeeded(String username, String address) {
        jdbc.sql("delete from login_failures where subject = :account")
                .param("account", account(username))
                .update();
        jdbc.sql(
                        "update login_failures set failures = failures - 1, locked_until = null"
                                + " where subject = :address")
                .param("address", address(address))
                .update();
    }

    private Duration count(String subject, int limit) {
        if (limit == 0) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        int counted =
                jdbc.sql(
                                """
                                insert into login_failures as f (subject, failures, since, locked_until)
                                values (:subject, 1, :now, case when :limit <= 1 then :until end)
                                on conflict (subject) do update set
                                    failures = case when f.since < :window then 1 else f.failures + 1 end,
                                    since = case when f.since < :window then :now else f.since end,
                                    locked_until = case
                                        when f.since >= :window and f.failures + 1 >= :limit then :until
                                    end
                                where f.locked_until is null or f.locked_until <= :now\
                                """)
                        .param("subject", subject)
                        .param("limit", limit)
                        .param("now", Columns.timestamp(now))
                        .param("until", Columns.timestamp(now.plus(settings.lockFor())))
                        .param("window", Columns.timestamp(now.minus(settings.window())))
                        .update();
        return counted == 1 ? Duration.ZERO : lockedFor(subject, now);
    }

    private Duration lockedFor(String subject, Instant now) {
        Optional<Instant> until =
                jdbc.sql("select locked_until from login_failures where subject = :subject")
                        .param("subject", subject)
                        .query((row, _) -> Columns.time(row, "locked_until"))
                        .optional();
        return until.filter(now::isBefore)
                .map(end -> Duration.between(now, end))
                .orElse(Duration.ofSeconds(1));
    }

    private static String account(String username) {
        return "account:" + username;
    }

    private static String address(String address) {
        return "address:" + address;
    }
}
