package io.stacklens.standalone;

import io.stacklens.model.json.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code status}: says whether the stack runs and takes traffic, and where; 0 only when it does.
 */
record Status(PrintStream out) implements Command {

    private static final int NOT_RUNNING = 3;
    private static final String NOT_READY = "not ready";

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
                state.get().pid(), dataDir, answer.ready() ? "ready" : NOT_READY);
        services(answer.body()).forEach(out::println);
        state.get().processes().forEach((name, pid) -> out.println(process(name, pid)));
        out.print(Urls.of(state.get().ports()));
        return answer.ready() ? 0 : 1;
    }

    private static String process(String name, long pid) {
        boolean runs = ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        return "%-12sprocess %d%s".formatted(name, pid, runs ? "" : " has ended");
    }

    /** A line for each service of the dashboard's answer; any other answer as it is. */
    static List<String> services(String body) {
        JsonNode health;
        try {
            health = Json.mapper().readTree(body);
        } catch (JacksonException e) {
            return List.of(body);
        }
        List<String> lines = new ArrayList<>();
        for (JsonNode service : health.path("services")) {
            String name = service.path("service").asString("");
            lines.add(
                    "%-12s%s"
                            .formatted(
                                    name,
                                    service.path("up").asBoolean(false)
                                            ? "ready"
                                            : notReady(name, health.path("down"))));
        }
        return lines.isEmpty() ? List.of(body) : lines;
    }

    private static String notReady(String service, JsonNode down) {
        String start = service + ": ";
        for (JsonNode problem : down) {
            String text = problem.asString("");
            if (text.startsWith(start) && !text.equals(start + NOT_READY)) {
                return NOT_READY + ": " + text.substring(start.length());
            }
        }
        return NOT_READY;
    }
}
