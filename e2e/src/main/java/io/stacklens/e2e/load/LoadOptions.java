package io.stacklens.e2e.load;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * How to load.
 *
 * @param rate lines a second over all connections, 0 for as fast as answers come
 * @param lines to send at most
 * @param warmUp how long to send before anything is timed
 * @param duration to send for at most after that
 * @param posted what batches over HTTP hold, in turn
 * @param syslog null to send over HTTP only
 * @param kafka where to read alerts; null to leave them out
 * @param platform what the platform under load has written of itself
 * @param timeout how long to wait until everything is found
 * @param report file for the report as JSON, beside what is printed
 */
record LoadOptions(
        long rate,
        long lines,
        Duration warmUp,
        Duration duration,
        int connections,
        int batch,
        List<LineKind> posted,
        URI collector,
        @Nullable InetSocketAddress syslog,
        URI dashboard,
        @Nullable String kafka,
        PlatformState platform,
        Duration timeout,
        boolean json,
        @Nullable Path report) {

    static final String USAGE =
            """
            usage: ./stacklens load [options]
              --rate N              lines a second (default: as fast as they are accepted)
              --lines N             lines to send (default: 100000, without limit when --duration is given)
              --duration SECONDS    how long to send (30, 30s or 2m)
              --warm-up SECONDS     how long to send before that: reconciled, but not timed (default: 0)
              --connections N       parallel connections, every fourth of them syslog (default: 8)
              --batch N             lines in a request (default: 500)
              --only KIND           of one kind: json, access-log, logfmt or java; over HTTP alone (default: a mixture)
              --data-dir DIR        of the platform, to find its ports and processes (default: .stacklens)
              --url URL             the collector (default: the platform's, http://localhost:8001)
              --syslog HOST:PORT    its syslog port over TCP, or none (default: localhost:5514)
              --api URL             the dashboard (default: http://localhost:8005)
              --kafka HOST:PORT     its broker, to measure alerts, or none (default: localhost:19092)
              --timeout SECONDS     how long to wait until every number is right (default: 120)
              --json                print the report as JSON
              --report FILE         write it there as JSON as well
            """;

    private static final String DATA_DIR = "--data-dir";
    private static final long DEFAULT_LINES = 100_000;

    LoadOptions {
        check(rate >= 0, "--rate", rate, "0 or more");
        check(lines > 0, "--lines", lines, "1 or more");
        check(connections > 0, "--connections", connections, "1 or more");
        check(batch > 0, "--batch", batch, "1 or more");
    }

    /**
     * Reads a command line.
     *
     * @param usualDataDir where the platform that is meant when the line names none keeps its state
     * @throws IllegalArgumentException if it is wrong; the message says what was expected
     */
    static LoadOptions parse(Path usualDataDir, String... arguments) {
        long rate = 0;
        @Nullable Long lines = null;
        Duration warmUp = Duration.ZERO;
        @Nullable Duration duration = null;
        int connections = 8;
        int batch = 500;
        List<LineKind> posted = HttpSender.MIX;
        PlatformState platform = PlatformState.read(dataDir(usualDataDir, arguments));
        URI collector = URI.create("http://localhost:" + platform.collector());
        @Nullable InetSocketAddress syslog =
                InetSocketAddress.createUnresolved("localhost", platform.syslog());
        URI dashboard = URI.create("http://localhost:" + platform.dashboard());
        @Nullable String kafka = "localhost:" + platform.kafka();
        Duration timeout = Duration.ofMinutes(2);
        boolean json = false;
        @Nullable Path report = null;
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        while (!left.isEmpty()) {
            String option = left.remove();
            switch (option) {
                case "--rate" -> rate = number(option, left);
                case "--lines" -> lines = number(option, left);
                case "--duration" -> duration = duration(option, left);
                case "--warm-up" -> warmUp = duration(option, left);
                case "--connections" -> connections = Math.toIntExact(number(option, left));
                case "--batch" -> batch = Math.toIntExact(number(option, left));
                case "--only" -> {
                    posted = List.of(kind(option, value(option, left)));
                    syslog = null;
                }
                case "--url" -> collector = URI.create(value(option, left));
                case "--syslog" -> syslog = address(option, value(option, left));
                case "--api" -> dashboard = URI.create(value(option, left));
                case "--kafka" -> kafka = server(option, value(option, left));
                case DATA_DIR -> value(option, left);
                case "--timeout" -> timeout = duration(option, left);
                case "--json" -> json = true;
                case "--report" -> report = Path.of(value(option, left));
                default -> throw new IllegalArgumentException("unknown option: " + option);
            }
        }
        return new LoadOptions(
                rate,
                lines != null ? lines : duration != null ? Long.MAX_VALUE / 2 : DEFAULT_LINES,
                warmUp,
                duration != null ? duration : Duration.ofDays(1),
                connections,
                batch,
                posted,
                collector,
                syslog,
                dashboard,
                kafka,
                platform,
                timeout,
                json,
                report);
    }

    /** Looked up first, since the platform's state has the defaults of the other options. */
    private static Path dataDir(Path usual, String... arguments) {
        int at = List.of(arguments).indexOf(DATA_DIR);
        return at >= 0 && at + 1 < arguments.length ? Path.of(arguments[at + 1]) : usual;
    }

    private static String value(String option, Deque<String> left) {
        String value = left.poll();
        if (value == null) {
            throw new IllegalArgumentException(option + ": nothing (expected: a value)");
        }
        return value;
    }

    private static long number(String option, Deque<String> left) {
        String value = value(option, left);
        try {
            return Long.parseLong(value.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: a whole number)".formatted(option, value), e);
        }
    }

    private static LineKind kind(String option, String value) {
        return HttpSender.MIX.stream()
                .filter(
                        kind ->
                                kind.name()
                                        .equals(value.toUpperCase(Locale.ROOT).replace('-', '_')))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s: %s (expected: json, access-log, logfmt or java)"
                                                .formatted(option, value)));
    }

    private static Duration duration(String option, Deque<String> left) {
        String value = value(option, left);
        if (!value.matches("[0-9]{1,6}[sm]?")) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: seconds or minutes, such as 30s or 2m)"
                            .formatted(option, value));
        }
        long n = Long.parseLong(value.replaceAll("[sm]", ""));
        return value.endsWith("m") ? Duration.ofMinutes(n) : Duration.ofSeconds(n);
    }

    private static @Nullable InetSocketAddress address(String option, String value) {
        String server = server(option, value);
        if (server == null) {
            return null;
        }
        int colon = server.lastIndexOf(':');
        return InetSocketAddress.createUnresolved(
                server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
    }

    private static @Nullable String server(String option, String value) {
        if (value.equals("none")) {
            return null;
        }
        if (!value.matches(".+:[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: HOST:PORT or none)".formatted(option, value));
        }
        return value;
    }

    private static void check(boolean holds, String option, long value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "%s: %d (expected: %s)".formatted(option, value, expected));
        }
    }
}
