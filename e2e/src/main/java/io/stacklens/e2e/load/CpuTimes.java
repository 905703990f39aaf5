package io.stacklens.e2e.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The CPU time that the platform's processes have used so far, by what they are, and this tool's.
 * Read from {@code /proc}, so empty on anything but Linux.
 */
final class CpuTimes {

    static final String LOAD_TOOL = "load tool";

    private static final Path PROC = Path.of("/proc");
    private static final long MILLIS_PER_TICK = 10;

    /** The main class of a part of {@code up --separate}; its first argument names the part. */
    private static final String CHILD = ".Child";

    // Fields of /proc/PID/stat behind the closing parenthesis of the command, counted from 0.
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_ENDED_CHILDREN = 13;
    private static final int SYSTEM_OF_ENDED_CHILDREN = 14;

    private final OptionalLong platform;

    /**
     * Times of a platform.
     *
     * @param platform id of the process that started it, if it runs on this machine
     */
    CpuTimes(OptionalLong platform) {
        this.platform = platform;
    }

    Map<String, Duration> read() {
        Map<Long, Usage> processes = processes();
        Map<String, Duration> times = new TreeMap<>();
        platform.ifPresent(
                root ->
                        processes.forEach(
                                (pid, usage) -> {
                                    if (pid == root) {
                                        times.merge("platform", usage.own(), Duration::plus);
                                    } else if (descends(usage, root, processes)) {
                                        times.merge(name(pid), total(usage), Duration::plus);
                                    }
                                }));
        Usage self = processes.get(ProcessHandle.current().pid());
        if (self != null) {
            times.put(LOAD_TOOL, self.own());
        }
        return times;
    }

    /** A part that the launcher has started, or the database with its helpers. */
    private static String name(long pid) {
        try {
            String[] words =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("cmdline"))
                            .split("\0", -1);
            for (int i = 0; i < words.length - 1; i++) {
                if (words[i].endsWith(CHILD)) {
                    return words[i + 1];
                }
            }
        } catch (IOException e) {
            // It has just ended.
        }
        return "postgres";
    }

    private static Duration total(Usage usage) {
        return usage.own().plus(usage.ofEndedChildren());
    }

    /** What a process had used a moment ago. */
    private record Usage(long parent, Duration own, Duration ofEndedChildren) {

        static Usage of(String stat) {
            // The command may contain anything, blanks and parentheses too; what follows may not.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new Usage(
                    Long.parseLong(fields[PARENT]),
                    time(fields[USER], fields[SYSTEM]),
                    time(fields[USER_OF_ENDED_CHILDREN], fields[SYSTEM_OF_ENDED_CHILDREN]));
        }

        private static Duration time(String user, String system) {
            return Duration.ofMillis(
                    (Long.parseLong(user) + Long.parseLong(system)) * MILLIS_PER_TICK);
        }
    }

    private static Map<Long, Usage> processes() {
        Map<Long, Usage> processes = new HashMap<>();
        try (Stream<Path> entries = Files.list(PROC)) {
            entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .forEach(pid -> find(pid).ifPresent(p -> processes.put(Long.valueOf(pid), p)));
        } catch (IOException e) {
            // No /proc here: nobody's time is known.
            processes.clear();
        }
        return processes;
    }

    /** Empty when the process has just ended. */
    private static Optional<Usage> find(String pid) {
        try {
            return Optional.of(Usage.of(Files.readString(PROC.resolve(pid).resolve("stat"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean descends(Usage usage, long root, Map<Long, Usage> processes) {
        Usage ancestor = usage;
        while (ancestor != null && ancestor.parent() != root) {
            ancestor = processes.get(ancestor.parent());
        }
        return ancestor != null;
    }
}
