package io.stacklens.standalone;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code status}: says whether the stack runs and takes traffic, and where; 0 only when it does.
 */
record Status(PrintStream out) implements Command {

    private static final int NOT_RUNNING = 3;

    @Override
    public int run(List<String> line) {
        Arguments arguments = Arguments.parse(line, Set.of(UpOptions.DATA_DIR), Set.of());
        Path dataDir = UpOptions.dataDir(arguments);
        Optional<RunState> state = RunState.running(dataDir);
        if (state.isEmpty()) {
            out.println("nothing runs on " + dataDir);
            return NOT_RUNNING;
        }
        Health.Answer answer = new Health(state.get().ports()).ask();
        out.printf(
                "process %d on %s: %s%n",
                state.get().pid(), dataDir, answer.ready() ? "ready" : "not ready");
        out.println(answer.body());
        out.print(Urls.of(state.get().ports()));
        return answer.ready() ? 0 : 1;
    }
}
