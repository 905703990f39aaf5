package io.stacklens.e2e.load;

import io.stacklens.model.json.Json;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * {@code ./stacklens load}: loads a running platform and checks its numbers. Exit code 0 when they
 * reconcile, 1 when not, 2 for a wrong command line.
 */
public final class Load {

    private Load() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(LoadOptions.USAGE);
            return;
        }
        System.exit(load(arguments));
    }

    private static int load(String... arguments) throws InterruptedException {
        LoadOptions options;
        try {
            options = LoadOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(LoadOptions.USAGE);
            return 2;
        }
        try {
            LoadReport report =
                    new LoadRun(options, Clock.systemUTC(), CpuTimes.ofPlatform(options.dataDir()))
                            .run();
            System.out.print(
                    options.json()
                            ? Json.mapper().writeValueAsString(report) + "\n"
                            : report.table());
            return report.reconciled() ? 0 : 1;
        } catch (ExecutionException e) {
            System.err.println("load: " + e.getCause());
            return 1;
        }
    }
}
