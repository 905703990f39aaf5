package io.stacklens.dashboard.auth;

import org.springframework.http.HttpStatus;

import java.time.Duration;

/** Somebody is not signed in; the message does not tell whether the name is right. */
final class LoginRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final Duration wait;

    private LoginRefusedException(HttpStatus status, String message, Duration wait) {
        super(message);
        this.status = status;
        this.wait = wait;
    }

    static LoginRefusedException wrong() {
        return new LoginRefusedException(
                HttpStatus.UNAUTHORIZED, "user name or password is wrong", Duration.ZERO);
    }

    static LoginRefusedException locked(Duration wait) {
        long seconds = wait.plusMillis(999).toSeconds();
        return new LoginRefusedException(
                HttpStatus.TOO_MANY_REQUESTS,
                "too many failed logins of this name or from this address (expected: the next in"
                        + " %d s)".formatted(seconds),
                Duration.ofSeconds(seconds));
    }

    static LoginRefusedException ended() {
        return new LoginRefusedException(
                HttpStatus.UNAUTHORIZED,
                "the session has ended (expected: a new login)",
                Duration.ZERO);
    }

    HttpStatus status() {
        return status;
    }

    /** How long to wait; zero when waiting does not help. */
    Duration waiting() {
        return wait;
    }
}
