package io.stacklens.standalone;

import io.stacklens.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.nio.file.Path;

/** The PostgreSQL server under supervision. */
record PostgresProcess(EmbeddedPostgres server, ProcessHandle process) implements Running {

    static PostgresProcess start(Path dataDir, int port) throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.start(directory(dataDir), port);
        ProcessHandle process =
                server.process()
                        .orElseThrow(() -> new IOException("PostgreSQL ended after its start"));
        return new PostgresProcess(server, process);
    }

    static Path directory(Path dataDir) {
        return dataDir.resolve("postgres");
    }

    /** Also gives the lock of a killed server's directory back. */
    @Override
    public void stop() {
        server.close();
    }
}
