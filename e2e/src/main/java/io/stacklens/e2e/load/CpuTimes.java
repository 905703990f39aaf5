package io.stacklens.e2e.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The CPU time that the platform's processes have used so far: the JVM, the database server below
 * it, and this tool. Read from {@code /proc}, so empty on anything but Linux.
 */
final class CpuTimes {

    private static final Path PROC = Path.of("/proc");
    private static final long MILLIS_PER_TICK = 10;

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
     * @param platform id of its JVM, if it runs on this machine
     */
    CpuTimes(OptionalLong platform) {
        this.platform = platform;
    }

    Map<String, Duration> read() {
        Map<Long, Usage> processes = processes();
        Map<String, Duration> times = new LinkedHashMap<>();
        platform.ifPresent(
                root -> {
                    Usage jvm = processes.remove(root);
                    if (jvm != null) {
                        times.put("platform", jvm.own());
                        times.put("postgres", descendants(root, processes));
                    }
                });
        Usage self = processes.get(ProcessHandle.current().pid());
        if (self != null) {
            times.put("load tool", self.own());
        }
        return times;
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

    private static Duration descendants(long root, Map<Long, Usage> processes) {
        return processes.values().stream()
                .filter(usage -> descends(usage, root, processes))
                .map(usage -> usage.own().plus(usage.ofEndedChildren()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static boolean descends(Usage usage, long root, Map<Long, Usage> processes) {
        Usage ancestor = usage;
        while (ancestor != null && ancestor.parent() != root) {
            ancestor = processes.get(ancestor.parent());
        }
        return ancestor != null;
    }
}
