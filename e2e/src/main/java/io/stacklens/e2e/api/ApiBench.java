package io.stacklens.e2e.api;

import io.stacklens.e2e.load.StoredSize.Database;
import io.stacklens.model.json.Json;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/**
 * {@code ./stacklens bench-api}: asks the API at a fixed rate and says how long it took. Exit code
 * 0, 1 when something failed or took longer than the budget, 2 for a wrong command line.
 */
public final class ApiBench {

    private ApiBench() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Does what the command line says and returns the exit code. */
    public static int run(String... arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(BenchOptions.USAGE);
            return 0;
        }
        BenchOptions options;
        try {
            options = BenchOptions.parse(dataDir(), System.getenv("STACKLENS_API_KEY"), arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(BenchOptions.USAGE);
            return 2;
        }
        try {
            return bench(options);
        } catch (SQLException e) {
            System.err.println("bench-api: " + e.getMessage());
            return 1;
        }
    }

    private static int bench(BenchOptions options) throws SQLException {
        if (options.fill() || options.empty()) {
            Database database =
                    options.platform()
                            .database()
                            .orElseThrow(
                                    () ->
                                            new SQLException(
                                                    "no database found (expected: --data-dir of a"
                                                            + " platform that runs here)"));
            Tables tables = new Tables(database, System.err);
            if (options.empty()) {
                tables.empty();
                return 0;
            }
            tables.fill(
                    options.days(),
                    options.services(),
                    options.routes(),
                    Clock.systemUTC().instant());
        }
        ApiReport report =
                ApiReport.of(options.rate(), new ApiRun(options, Clock.systemUTC()).run());
        System.out.print(
                options.json() ? Json.mapper().writeValueAsString(report) + "\n" : report.table());
        return report.isWithin(options.budget() == null ? Double.MAX_VALUE : options.budget())
                ? 0
                : 1;
    }

    /** As {@code ./stacklens} passes it on. */
    private static Path dataDir() {
        return Path.of(
                Objects.requireNonNullElse(System.getenv("STACKLENS_DATA_DIR"), ".stacklens"));
    }
}
