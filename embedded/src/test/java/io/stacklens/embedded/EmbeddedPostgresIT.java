package io.stacklens.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class EmbeddedPostgresIT {

    @TempDir Path directory;

    @Test
    void keepsItsDataAndPasswordsOverARestart() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, 0)) {
            Notebook.writeTo(postgres.createDatabase("notebook"), "first");
        }

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, 0)) {
            Notebook.writeTo(postgres.database("notebook"), "second");
            assertThat(Notebook.read(postgres.database("notebook")))
                    .containsExactly("first", "second");
        }
    }

    @Test
    void namesThePortThatIsTakenAndLeavesItsServerAlone() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory, other.getLocalPort()))
                    .isInstanceOf(Ports.PortTakenException.class)
                    .hasMessageContaining(
                            "port " + other.getLocalPort() + " (PostgreSQL) is taken");
            assertThat(other.isClosed()).isFalse();
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, 0)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory, 0))
                    .hasStackTraceContaining("another process uses this directory");
            assertThat(postgres.createDatabase("still_alive")).isNotNull();
        }
    }

    @Test
    void showsItsPasswordsToItsOwnerOnly() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, 0)) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(
                                            directory.resolve("passwords.properties"))))
                    .isEqualTo("rw-------");
            Database database = postgres.database("postgres");
            assertThatThrownBy(() -> connect(database, database.ownerUser(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void runsAsNobodyWhereNamespacesAreNotAllowed() throws Exception {
        ServerUser nobody = ServerUser.nobody();
        assumeTrue(nobody.works(), "only root can become another user");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.start(directory, PostgresOptions.defaults(), nobody)) {
            Notebook.writeTo(postgres.createDatabase("notebook"), "first");
            assertThat(Notebook.read(postgres.database("notebook"))).containsExactly("first");
        }
    }

    private static void connect(Database database, String user, String password)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), user, password)) {
            connection.isValid(1);
        }
    }
}
