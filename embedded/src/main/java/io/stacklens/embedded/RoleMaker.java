package io.stacklens.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes the three roles with their passwords; repeating it sets the passwords anew. */
record RoleMaker(String ownerPassword, String appPassword, String queryPassword) {

    void make(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            makeLogin(statement, Roles.OWNER, ownerPassword, "createdb");
            // Lets the owner ask which data directory answers, before it trusts the port.
            statement.execute("grant pg_read_all_settings to " + Roles.OWNER);
            makeLogin(statement, Roles.APP, appPassword, "nocreatedb");
            makeLogin(statement, Roles.QUERY, queryPassword, "nocreatedb");
            statement.execute(
                    "alter role " + Roles.QUERY + " set default_transaction_read_only = on");
        }
    }

    /** For a server that is not ours: the database is there, and becomes the owner's. */
    void makeAndGiveDatabase(String url, String admin, String password) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, admin, password);
                Statement statement = connection.createStatement()) {
            make(connection);
            statement.execute(
                    "alter database %s owner to %s"
                            .formatted(
                                    statement.enquoteIdentifier(connection.getCatalog(), true),
                                    Roles.OWNER));
            statement.execute("alter schema public owner to " + Roles.OWNER);
        }
    }

    private static void makeLogin(Statement statement, String role, String password, String options)
            throws SQLException {
        String verb = exists(statement, role) ? "alter" : "create";
        statement.execute(
                "%s role %s login nosuperuser %s password %s"
                        .formatted(verb, role, options, statement.enquoteLiteral(password)));
    }

    private static boolean exists(Statement statement, String role) throws SQLException {
        try (ResultSet found =
                statement.executeQuery(
                        "select from pg_roles where rolname = " + statement.enquoteLiteral(role))) {
            return found.next();
        }
    }
}
