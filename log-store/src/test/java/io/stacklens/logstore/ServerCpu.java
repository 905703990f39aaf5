package io.stacklens.logstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** CPU time of a PostgreSQL server on this Linux machine, all its processes together. */
record ServerCpu(long postmaster) {

    private static final double TICKS_PER_SECOND = 100;

    static ServerCpu of(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return new ServerCpu(field(Path.of("/proc", row.getString(1)), 1));
        }
    }

    /** Seconds so far; of backends that have ended as well. */
    double seconds() {
        Path server = Path.of("/proc", Long.toString(postmaster));
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            long ticks =
                    field(server, 11) + field(server, 12) + field(server, 13) + field(server, 14);
            for (Path process : processes) {
                try {
                    if (field(process, 1) == postmaster) {
                        ticks += field(process, 11) + field(process, 12);
                    }
                } catch (NoSuchFileException e) {
                    // Ended meanwhile.
                }
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A field of /proc/PID/stat, counted from the state, which is 0. */
    private static long field(Path process, int number) throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[number]);
    }
}
