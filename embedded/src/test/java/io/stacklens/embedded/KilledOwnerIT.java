package io.stacklens.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Path;

@Execution(ExecutionMode.CONCURRENT)
class KilledOwnerIT {

    @TempDir Path directory;

    @Test
    void leavesDataThatTheNextOwnerTakesOver() throws Exception {
        OwnerProcess owner = OwnerProcess.start(directory);
        owner.kill();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"), 0);
                EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            Notebook.writeTo(postgres.database("notebook"), "after the kill");
            Letters.send(broker, "after the kill");

            assertThat(Notebook.read(postgres.database("notebook")))
                    .containsExactly("before the kill", "after the kill");
            assertThat(Letters.read(broker, 2))
                    .containsExactly("before the kill", "after the kill");
        }
    }

    @Test
    void givesItsPortBack() throws Exception {
        OwnerProcess owner = OwnerProcess.start(directory);
        owner.kill();
        Path root = directory.resolve("postgres");
        Path data = root.toRealPath().resolve("data");
        assertThat(Postmaster.of(data)).isPresent();

        EmbeddedPostgres.stopLeftOver(root);

        assertThat(Postmaster.of(data)).isEmpty();
    }

    @Test
    void startsAgainAfterTheServerItselfWasKilled() throws Exception {
        Path root = directory.resolve("postgres");
        EmbeddedPostgres killed = EmbeddedPostgres.start(root, 0);
        Notebook.writeTo(killed.createDatabase("notebook"), "before the kill");
        Postmaster server = Postmaster.of(root.toRealPath().resolve("data")).orElseThrow();
        server.process().destroyForcibly();
        server.process().onExit().join();
        killed.close();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(root, 0)) {
            assertThat(Notebook.read(postgres.database("notebook")))
                    .containsExactly("before the kill");
        }
    }
}
