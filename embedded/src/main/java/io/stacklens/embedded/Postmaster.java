package io.stacklens.embedded;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The server process of one data directory, as its {@code postmaster.pid} describes it. */
record Postmaster(ProcessHandle process, String status) {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final int STATUS_LINE = 7;
    private static final Duration FAST = Duration.ofMinutes(1);

    /** The running server of the directory; empty when there is none. */
    static Optional<Postmaster> of(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.isEmpty()) {
            return Optional.empty(); // being written
        }
        // A file left by a crash may name a process that is by now something else.
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> isServerOf(process, data))
                .map(
                        process ->
                                new Postmaster(
                                        process,
                                        lines.size() > STATUS_LINE
                                                ? lines.get(STATUS_LINE).strip()
                                                : ""));
    }

    boolean isReady() {
        return status.equals("ready");
    }

    /** Stops the server as its administrator would: clients are cut off, nothing is lost. */
    void stop() throws IOException {
        signal("INT");
        if (!gone(FAST)) {
            log.atWarn().addKeyValue("pid", process.pid()).log("PostgreSQL stops too slowly");
            signal("QUIT");
            gone(FAST);
        }
    }

    private boolean gone(Duration within) {
        try {
            process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            return !process.isAlive();
        }
    }

    private void signal(String name) throws IOException {
        // ProcessHandle can send TERM only, which waits until the last client has gone.
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        try {
            kill.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isServerOf(ProcessHandle process, Path data) {
        try {
            String command = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
            List<String> words = List.of(command.split("\0"));
            return words.stream().anyMatch(word -> word.endsWith("/postgres"))
                    && words.contains(data.toString());
        } catch (IOException e) {
            return false; // gone
        }
    }
}
