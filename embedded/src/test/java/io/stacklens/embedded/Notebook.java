package io.stacklens.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A table of lines, to see what a database has kept. */
final class Notebook {

    private Notebook() {}

    static void writeTo(Database database, String line) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                PreparedStatement insert =
                        connection.prepareStatement("insert into notebook values (?)")) {
            statement.execute("create table if not exists notebook (line text)");
            insert.setString(1, line);
            insert.execute();
        }
    }

    static List<String> read(Database database) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select line from notebook")) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(
                database.url(), database.ownerUser(), database.ownerPassword());
    }
}
