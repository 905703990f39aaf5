package io.stacklens.standalone;

import io.stacklens.embedded.EmbeddedPostgres;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code down}: stops the stack that runs on a data directory, and waits for it; of one that was
 * killed, the database that it left behind.
 */
record Down(PrintStream out) implements Command {

    private static final long WITHIN_SECONDS = 120;

    @Override
    public int run(List<String> line) throws Exception {
        Arguments arguments = Arguments.parse(line, Set.of(UpOptions.DATA_DIR), Set.of());
        Path dataDir = UpOptions.dataDir(arguments);
        Optional<RunState> state = RunState.running(dataDir);
        Optional<ProcessHandle> process = state.flatMap(running -> ProcessHandle.of(running.pid()));
        if (process.isEmpty()) {
            EmbeddedPostgres.stopLeftOver(PostgresProcess.directory(dataDir));
            out.println("nothing runs on " + dataDir);
            return 0;
        }
        process.get().destroy();
        try {
            process.get().onExit().get(WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            out.println(
                    "process %d has not stopped within %d s; its log says why"
                            .formatted(process.get().pid(), WITHIN_SECONDS));
            return 1;
        }
        out.println("stopped");
        return 0;
    }
}
