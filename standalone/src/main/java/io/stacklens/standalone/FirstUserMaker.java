package io.stacklens.standalone;

import io.stacklens.dashboard.users.FirstUser;
import io.stacklens.embedded.Database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Makes the first user before the services start, so that the password is shown to the person who
 * started them, and stands in no log.
 */
final class FirstUserMaker {

    private FirstUserMaker() {}

    static void make(StackOptions options, Database database, Progress progress) {
        if (!options.asksForCredentials()) {
            return;
        }
        try (Connection connection =
                DriverManager.getConnection(
                        database.url(), database.appUser(), database.appPassword())) {
            FirstUser.make(connection, options.initialPassword()).ifPresent(progress::say);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the first user", e);
        }
    }
}
