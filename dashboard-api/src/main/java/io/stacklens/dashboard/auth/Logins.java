package io.stacklens.dashboard.auth;

import io.stacklens.dashboard.audit.AuditLog;
import io.stacklens.dashboard.auth.Sessions.Going;
import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.users.Passwords;
import io.stacklens.dashboard.users.UserAccount;
import io.stacklens.dashboard.users.Users;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lets people in by their password, and notes who was and who was not. */
@Component
class Logins {

    private static final String USERS = "users";
    private static final int LONGEST_NAME = 100;

    private final Users users;
    private final Passwords passwords;
    private final LoginFailures failures;
    private final Sessions sessions;
    private final AuditLog audit;

    Logins(
            Users users,
            Passwords passwords,
            LoginFailures failures,
            Sessions sessions,
            AuditLog audit) {
        this.users = users;
        this.passwords = passwords;
        this.failures = failures;
        this.sessions = sessions;
        this.audit = audit;
    }

    Going login(@Nullable String givenName, @Nullable String password, String address) {
        UserAccount account =
                known(name(givenName), password, address).orElseThrow(LoginRefusedException::wrong);
        users.loggedIn(account.id());
        audit.note(account.username(), "login", USERS, id(account), Map.of(), address);
        return sessions.begin(account.id(), account.username(), account.role(), address);
    }

    /** Ends all sessions and tokens of before, and begins a new one. */
    Going changePassword(
            String username, @Nullable String current, @Nullable String password, String address) {
        if (password == null || !Passwords.isFit(username, password)) {
            throw new BadRequestException("password", "***", Passwords.EXPECTED);
        }
        UserAccount account =
                known(username, current, address)
                        .orElseThrow(
                                () ->
                                        new BadRequestException(
                                                "current", "***", "the present password"));
        users.setPassword(account.id(), passwords.hash(password));
        return sessions.begin(account.id(), username, account.role(), address);
    }

    /** The enabled account that has this name and password; one that is locked is refused. */
    private Optional<UserAccount> known(String name, @Nullable String password, String address) {
        Duration locked = failures.begin(name, address);
        if (!locked.isZero()) {
            audit.note(name, "login_locked", USERS, name, Map.of(), address);
            throw LoginRefusedException.locked(locked);
        }
        Optional<Users.WithPassword> user = users.named(name);
        boolean matches =
                passwords.matches(
                        password == null ? "" : password,
                        user.map(Users.WithPassword::passwordHash).orElse(null));
        if (!matches || user.isEmpty() || !user.get().account().enabled()) {
            String reason = user.isEmpty() ? "no such user" : matches ? "disabled" : "password";
            audit.note(name, "login_failed", USERS, name, Map.of("reason", reason), address);
            return Optional.empty();
        }
        failures.succeeded(name, address);
        return user.map(Users.WithPassword::account);
    }

    private static String name(@Nullable String given) {
        String name = given == null ? "" : given.strip().toLowerCase(Locale.ROOT);
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private static String id(UserAccount account) {
        return Long.toString(account.id());
    }
}
