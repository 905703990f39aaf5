package io.stacklens.dashboard.users;

import io.stacklens.pipeline.security.Hashes;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hashes passwords with bcrypt, which is slow on purpose: a few at a time, so that logins cannot
 * take the machine from everything else.
 */
@Component
public class Passwords {

    /** What a password has to be, for refusals. */
    public static final String EXPECTED = "12 to 72 bytes, other than the user name";

    private static final int SHORTEST = 12;
    private static final int LONGEST_BYTES = 72; // bcrypt takes no more
    private static final int STRENGTH = 11;
    private static final int AT_A_TIME = 2;
    private static final int PATIENCE_SECONDS = 5;

    private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(STRENGTH);
    private final Semaphore places = new Semaphore(AT_A_TIME);

    /** Takes as long to compare with as that of any user. */
    private final String nobodys = encoder.encode(Hashes.randomSecret());

    /** Whether a password may be used. */
    public static boolean isFit(String username, String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= SHORTEST
                && bytes <= LONGEST_BYTES
                && !password.equalsIgnoreCase(username)
                && password.indexOf('\0') < 0;
    }

    public String hash(String password) {
        return String.valueOf(encoder.encode(password));
    }

    /**
     * Whether it is the password that was hashed. Takes as long when there is no user.
     *
     * @throws BusyException when too many want to know at the same time
     */
    public boolean matches(String password, @Nullable String hash) {
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            return matches("too long for any user", null);
        }
        if (!takePlace()) {
            throw new BusyException();
        }
        try {
            return encoder.matches(password, hash == null ? nobodys : hash) && hash != null;
        } finally {
            places.release();
        }
    }

    private boolean takePlace() {
        try {
            return places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Too many logins at the same time. */
    public static final class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BusyException() {
            super("too many logins at the same time (expected: one in a moment)");
        }
    }
}
