package io.stacklens.dashboard.users;

import io.stacklens.pipeline.security.Hashes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Makes the user {@code admin} where there is no administrator who may sign in, or {@code admin2}
 * and so on where others have that name. Users may have been added while nobody was asked for
 * credentials.
 */
public final class FirstUser {

    private static final int PASSWORD_CHARS = 20;
    private static final String NAME = "admin";

    private FirstUser() {}

    /**
     * Makes it, if nobody could administer users.
     *
     * @param configuredPassword its password; blank for a random one
     * @return the sentences that tell the random password, which is nowhere else, or a name that
     *     nobody expects; empty when there is nothing to tell
     */
    public static Optional<String> make(Connection connection, String configuredPassword)
            throws SQLException {
        boolean given = !configuredPassword.isBlank();
        if (given && !Passwords.isFit(NAME, configuredPassword)) {
            throw new IllegalArgumentException(
                    "stacklens.security.admin.initial-password is not fit (expected: %s)"
                            .formatted(Passwords.EXPECTED));
        }
        if (hasAdministrator(connection)) {
            return Optional.empty();
        }
        String password =
                given ? configuredPassword : Hashes.randomSecret().substring(0, PASSWORD_CHARS);
        String hash = new Passwords().hash(password);
        String name = NAME;
        boolean made = insert(connection, name, hash);
        for (int i = 2; !made && !hasAdministrator(connection); i++) {
            name = NAME + i;
            made = insert(connection, name, hash);
        }
        if (!made || (given && name.equals(NAME))) {
            return Optional.empty();
        }
        return Optional.of(given ? told(name) : told(name, password));
    }

    private static String told(String name) {
        return """

           The first user is %s with the configured password: somebody else has the name %s.
        """
                .formatted(name, NAME);
    }

    private static String told(String name, String password) {
        return """

           The first user is %s with the password  %s
           It is shown this once. Sign in and change it.
        """
                .formatted(name, password);
    }

    private static boolean hasAdministrator(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                "select exists (select from users where role = 'admin' and"
                                        + " enabled)")) {
            found.next();
            return found.getBoolean(1);
        }
    }

    /** One statement, so that of several instances one makes it. */
    private static boolean insert(Connection connection, String name, String hash)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into users (username, role, password_hash)"
                                + " select ?, 'admin', ? where not exists"
                                + " (select from users where role = 'admin' and enabled)"
                                + " on conflict (username) do nothing")) {
            insert.setString(1, name);
            insert.setString(2, hash);
            return insert.executeUpdate() == 1;
        }
    }
}
