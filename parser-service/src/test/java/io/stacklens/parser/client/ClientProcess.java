package io.stacklens.parser.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A logging client in a process of its own, with all that it wrote to standard output. */
record ClientProcess(List<String> lines, String errors) {

    /** Runs a command to its end. */
    static ClientProcess run(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("client", ".out");
        Path err = Files.createTempFile("client", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean isEnded = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            String errors = Files.readString(err);
            assertThat(isEnded).as("%s ended: %s", command, errors).isTrue();
            assertThat(process.exitValue()).as("%s: %s", command, errors).isZero();
            return new ClientProcess(Files.readAllLines(out, StandardCharsets.UTF_8), errors);
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    /** Whether a program of this name is on the path. */
    static boolean isInstalled(String program) {
        return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
