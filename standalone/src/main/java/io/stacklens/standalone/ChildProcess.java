package io.stacklens.standalone;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A JVM that runs one {@link Child}. */
record ChildProcess(Process child) implements Running {

    private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);

    /** Seven of them share two cores: few threads for collections, and a small heap. */
    private static final List<String> OPTIONS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dorg.springframework.boot.logging.LoggingSystem=none",
                    "-XX:+UseSerialGC",
                    "-Xms64m",
                    "-Xmx256m",
                    "-XX:+ExitOnOutOfMemoryError");

    /**
     * Starts it.
     *
     * @param name names its log
     * @param what the service, or {@code broker}
     * @param javaOptions override the usual ones
     */
    static ChildProcess start(
            String name, String what, Path dataDir, List<String> javaOptions, List<String> settings)
            throws IOException {
        Path logs = Files.createDirectories(dataDir.resolve("logs"));
        Process child =
                new ProcessBuilder(command(what, dataDir, javaOptions, logs.resolve(name + ".log")))
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        logs.resolve(name + ".out").toFile()))
                        .start();
        try {
            // Not closed: its end tells the child that the launcher is gone.
            ChildSettings.write(settings, new DataOutputStream(child.getOutputStream()));
        } catch (IOException e) {
            child.destroyForcibly();
            throw e;
        }
        return new ChildProcess(child);
    }

    private static List<String> command(
            String what, Path dataDir, List<String> javaOptions, Path logFile) {
        List<String> command = new ArrayList<>();
        // A session of its own, or Ctrl-C would stop all of them at once and in no order.
        command.add("setsid");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(javaOptions);
        command.add("-Dstacklens.log.file=" + logFile);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Child.class.getName(), what, dataDir.toString()));
        return command;
    }

    @Override
    public ProcessHandle process() {
        return child.toHandle();
    }

    @Override
    public void stop() {
        stop(process());
    }

    /** Stops what a killed launcher left behind on a data directory, so that ports are free. */
    static void stopLeftOver(Path dataDir) {
        List<ProcessHandle> leftOver;
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            leftOver = all.filter(process -> isChildOf(process, dataDir)).toList();
        }
        leftOver.forEach(ProcessHandle::destroy); // they stop beside each other
        leftOver.forEach(ChildProcess::stop);
    }

    private static boolean isChildOf(ProcessHandle process, Path dataDir) {
        try {
            String line = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
            List<String> words = List.of(line.split("\0"));
            int child = words.indexOf(Child.class.getName());
            return child > 0
                    && child + 2 < words.size()
                    && words.get(child + 2).equals(dataDir.toString());
        } catch (IOException e) {
            return false; // gone, or another user's
        }
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            log.atWarn().addKeyValue("pid", process.pid()).log("does not stop, is killed");
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
