package io.stacklens.standalone;

import org.slf4j.bridge.SLF4JBridgeHandler;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** {@code up}: starts everything in the foreground, or with {@code --detach} in the background. */
record Up(PrintStream out) implements Command {

    @Override
    public int run(List<String> line) throws Exception {
        UpOptions options = UpOptions.parse(line);
        if (options.detach()) {
            return new Detached(out).run(line, options.stack());
        }
        Path dataDir = options.stack().dataDir();
        Optional<RunState.Lock> lock = RunState.lock(dataDir);
        if (lock.isEmpty()) {
            out.println(alreadyRunning(dataDir));
            return 1;
        }
        try (RunState.Lock _ = lock.get()) {
            options.stack().refuseWrongSettings();
            run(options);
        }
        return 0;
    }

    private void run(UpOptions options) throws IOException, InterruptedException {
        Path dataDir = options.stack().dataDir();
        // Tomcat logs through java.util.logging, whose own place is the console.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Progress progress = new Progress(out);
        Platform platform =
                options.separate()
                        ? SeparateStack.prepare(options.stack(), javaOptions(), progress)
                        : Stack.prepare(options.stack(), progress);
        CountDownLatch stopped = new CountDownLatch(1);
        // Ctrl-C, a TERM signal and `down` all end here.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(platform, dataDir, stopped), "stack-stop"));
        RunFile state = new RunFile(platform, dataDir);
        platform.onChange(state::write);
        state.write();
        platform.start();
        state.ready();
        announce(platform.ports(), progress);
        stopped.await();
    }

    /** The script gives them to this JVM when it is the only one. */
    private static List<String> javaOptions() {
        String options = System.getenv().getOrDefault("STACKLENS_JAVA_OPTIONS", "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
    }

    static String alreadyRunning(Path dataDir) {
        return "StackLens already runs on %s%s; stop it with ./stacklens down"
                .formatted(
                        dataDir,
                        RunState.running(dataDir)
                                .map(state -> " (process " + state.pid() + ")")
                                .orElse(""));
    }

    private void stop(Platform platform, Path dataDir, CountDownLatch stopped) {
        out.println("stopping");
        platform.close();
        try {
            RunState.remove(dataDir);
        } catch (IOException e) {
            out.println("cannot remove the state in %s: %s".formatted(dataDir, e));
        }
        out.println("stopped");
        out.flush();
        stopped.countDown();
    }

    private void announce(StackPorts ports, Progress progress) {
        progress.step("ready", "");
        progress.say(Urls.of(ports));
        progress.say("Ctrl-C stops it.");
        out.flush();
    }
}
