package io.stacklens.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The databases of one server whose roles are there.
 *
 * @param address host and port
 */
record Databases(String address, Secrets secrets) {

    String jdbcUrl(String database) {
        return "jdbc:postgresql://%s/%s".formatted(address, database);
    }

    Database get(String name) {
        return new Database(
                jdbcUrl(name),
                Roles.OWNER,
                secrets.owner(),
                Roles.APP,
                secrets.app(),
                Roles.QUERY,
                secrets.query());
    }

    /** Makes an empty database of the owner's, unless it is there. */
    Database create(String name) {
        return create(name, "template0");
    }

    /** Makes a copy of a database that nobody is connected to, unless it is there. */
    Database create(String name, String template) {
        try (Connection connection = connectAsOwner();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, name)) {
                statement.execute(
                        "create database %s template %s"
                                .formatted(
                                        statement.enquoteIdentifier(name, true),
                                        statement.enquoteIdentifier(template, true)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        return get(name);
    }

    Connection connectAsOwner() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres"), Roles.OWNER, secrets.owner());
    }

    private static boolean exists(Statement statement, String name) throws SQLException {
        try (ResultSet found =
                statement.executeQuery(
                        "select from pg_database where datname = "
                                + statement.enquoteLiteral(name))) {
            return found.next();
        }
    }
}
