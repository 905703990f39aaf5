package io.stacklens.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A JVM of its own that starts broker and database on a directory, to be killed by a test. */
final class OwnerProcess {

    private final Process process;

    private OwnerProcess(Process process) {
        this.process = process;
    }

    static OwnerProcess start(Path directory) throws IOException {
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-XX:+UseSerialGC",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        OwnerProcess.class.getName(),
                                        directory.toString()))
                        .redirectErrorStream(true)
                        .start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("ready")) {
                return new OwnerProcess(process);
            }
        }
        throw new IOException("the process ended before it was ready");
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"), 0);
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        Notebook.writeTo(postgres.createDatabase("notebook"), "before the kill");
        Letters.createTopic(broker);
        Letters.send(broker, "before the kill");
        System.out.println("ready");
        Thread.sleep(Long.MAX_VALUE);
    }
}
