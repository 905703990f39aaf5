package io.stacklens.e2e.load;

import io.stacklens.model.json.Json;

import org.apache.kafka.common.KafkaException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/**
 * {@code ./stacklens load}: loads a running platform and checks its numbers. Exit code 0 when they
 * reconcile, 1 when not, 2 for a wrong command line.
 */
public final class Load {

    private Load() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(arguments));
    }

    /** Does what the command line says and returns the exit code. */
    public static int run(String... arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(LoadOptions.USAGE);
            return 0;
        }
        LoadOptions options;
        try {
            options = LoadOptions.parse(dataDir(), arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(LoadOptions.USAGE);
            return 2;
        }
        try {
            LoadReport report = new LoadRun(options, Clock.systemUTC()).run();
            print(report, options);
            return report.reconciled() ? 0 : 1;
        } catch (ExecutionException e) {
            System.err.println("load: " + e.getCause());
            return 1;
        } catch (IOException e) {
            System.err.println("load: " + e);
            return 1;
        } catch (UncheckedIOException e) {
            System.err.println("load: %s: %s".formatted(e.getMessage(), e.getCause()));
            return 1;
        } catch (KafkaException e) {
            System.err.println("load: " + e);
            return 1;
        }
    }

    private static void print(LoadReport report, LoadOptions options) throws IOException {
        String json = Json.mapper().writeValueAsString(report) + "\n";
        System.out.print(options.json() ? json : report.table());
        if (options.report() != null) {
            Files.writeString(options.report(), json);
        }
    }

    /** As {@code ./stacklens} passes it on. */
    private static Path dataDir() {
        return Path.of(
                Objects.requireNonNullElse(System.getenv("STACKLENS_DATA_DIR"), ".stacklens"));
    }
}
