package io.stacklens.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Another process that holds a data directory as a running stack does. */
final class LockHolder implements AutoCloseable {

    private final Process process;

    private LockHolder(Process process) {
        this.process = process;
    }

    static LockHolder start(Path dataDir) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LockHolder.class.getName(),
                                dataDir.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String line = process.inputReader().readLine();
        if (!"held".equals(line)) {
            throw new IOException("the other process said " + line);
        }
        return new LockHolder(process);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] args) throws Exception {
        Path dataDir = Path.of(args[0]);
        try (RunState.Lock _ = RunState.lock(dataDir).orElseThrow()) {
            new RunState(
                            ProcessHandle.current().pid(),
                            true,
                            StackPorts.usual(),
                            Map.of("parser", 42L))
                    .write(dataDir);
            System.out.println("held");
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
