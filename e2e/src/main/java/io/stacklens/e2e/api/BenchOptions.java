package io.stacklens.e2e.api;

import io.stacklens.e2e.load.PlatformState;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What to do.
 *
 * @param fill whether to fill the tables before
 * @param empty whether to take what was filled in away again, and nothing else
 * @param rate requests a second over all endpoints
 * @param budget milliseconds that p99 may take, or null to judge nothing
 * @param key an API key, where the platform asks for credentials
 */
record BenchOptions(
        boolean fill,
        boolean empty,
        int days,
        int services,
        int routes,
        int rate,
        Duration warmUp,
        Duration duration,
        @Nullable Double budget,
        URI api,
        PlatformState platform,
        @Nullable String key,
        boolean json) {

    static final String USAGE =
            """
            usage: ./stacklens bench-api [options]
              --fill                fill the tables with windows, counts and alerts first; services bench-1, bench-2, …
              --empty               take them away again, and do nothing else
              --days N              how many days back to fill (default: 30)
              --services N          services (default: 20)
              --routes N            routes of each, beside its total (default: 9: 200 series)
              --rate N              requests a second over all endpoints (default: 100)
              --warm-up SECONDS     how long to ask before anything is timed (default: 20)
              --duration SECONDS    how long to ask (default: 60)
              --budget MS           end with 1 when the p99 of an endpoint is above
              --data-dir DIR        of the platform, to find its ports and its database (default: .stacklens)
              --api URL             the dashboard (default: the platform's, http://localhost:8005)
              --json                print the report as JSON
            """;

    private static final String DATA_DIR = "--data-dir";

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if it is wrong; the message says what was expected
     */
    static BenchOptions parse(Path usualDataDir, @Nullable String key, String... arguments) {
        boolean fill = false;
        boolean empty = false;
        boolean json = false;
        int days = 30;
        int services = 20;
        int routes = 9;
        int rate = 100;
        Duration warmUp = Duration.ofSeconds(20);
        Duration duration = Duration.ofSeconds(60);
        @Nullable Double budget = null;
        int at = List.of(arguments).indexOf(DATA_DIR);
        Path dataDir =
                at >= 0 && at + 1 < arguments.length ? Path.of(arguments[at + 1]) : usualDataDir;
        PlatformState platform = PlatformState.read(dataDir);
        URI api = URI.create("http://localhost:" + platform.dashboard());
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        while (!left.isEmpty()) {
            String option = left.remove();
            switch (option) {
                case "--fill" -> fill = true;
                case "--empty" -> empty = true;
                case "--json" -> json = true;
                case "--days" -> days = number(option, left, 1);
                case "--services" -> services = number(option, left, 1);
                case "--routes" -> routes = number(option, left, 0);
                case "--rate" -> rate = number(option, left, 1);
                case "--warm-up" -> warmUp = Duration.ofSeconds(number(option, left, 0));
                case "--duration" -> duration = Duration.ofSeconds(number(option, left, 1));
                case "--budget" -> budget = (double) number(option, left, 1);
                case "--api" -> api = URI.create(value(option, left));
                case DATA_DIR -> value(option, left);
                default -> throw new IllegalArgumentException("unknown option: " + option);
            }
        }
        return new BenchOptions(
                fill, empty, days, services, routes, rate, warmUp, duration, budget, api, platform,
                key, json);
    }

    private static String value(String option, Deque<String> left) {
        String value = left.poll();
        if (value == null) {
            throw new IllegalArgumentException(option + ": nothing (expected: a value)");
        }
        return value;
    }

    private static int number(String option, Deque<String> left, int least) {
        String value = value(option, left);
        if (!value.matches("[0-9]{1,7}") || Integer.parseInt(value) < least) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: a whole number, %d or more)"
                            .formatted(option, value, least));
        }
        return Integer.parseInt(value);
    }
}
