package io.stacklens.standalone;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Keeps one process running: when it ends by itself it is started again, at once at first, and
 * after a growing pause when it does not last.
 */
final class Supervisor {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A process that ran this long has not failed at its start. */
    private static final Duration LASTED = Duration.ofSeconds(20);

    private final String name;
    private final Launch launch;
    private final Consumer<String> reports;
    private @Nullable Running running;
    private boolean wanted;
    private int ends;
    private @Nullable Thread watcher;

    /** Starts the process. */
    interface Launch {
        Running launch() throws IOException;
    }

    /**
     * Makes a supervisor of a process that {@link #start} starts.
     *
     * @param reports is told in one line whenever the process has ended or runs again
     */
    Supervisor(String name, Launch launch, Consumer<String> reports) {
        this.name = name;
        this.launch = launch;
        this.reports = reports;
    }

    String name() {
        return name;
    }

    /** The process, unless it has ended. */
    synchronized OptionalLong pid() {
        return running != null && running.process().isAlive()
                ? OptionalLong.of(running.process().pid())
                : OptionalLong.empty();
    }

    /** How often the process has ended by itself. */
    synchronized int ends() {
        return ends;
    }

    /** Starts the process; throws when that fails at once. */
    synchronized void start() {
        if (wanted) {
            return;
        }
        try {
            running = launch.launch();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
        wanted = true;
        watcher = Thread.ofPlatform().daemon().name("supervisor-" + name).start(this::watch);
    }

    /** Stops the process, and returns when it has ended. */
    void stop() {
        @Nullable Running last;
        @Nullable Thread watching;
        synchronized (this) {
            wanted = false;
            notifyAll();
            last = running;
            running = null;
            watching = watcher;
        }
        if (last != null) {
            last.stop();
        }
        if (watching == null) {
            return; // was never started
        }
        try {
            watching.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        Duration pause = Duration.ZERO;
        while (true) {
            long begin = System.nanoTime();
            Running watched = current();
            if (watched != null) {
                watched.process().onExit().join();
            }
            boolean lasted = System.nanoTime() - begin > LASTED.toNanos();
            pause = lasted ? Duration.ZERO : longer(pause);
            if (watched != null && hasEndedByItself()) {
                report("%s (process %d) has ended".formatted(name, watched.process().pid()));
            }
            if (!awaitTurn(pause)) {
                return;
            }
            String done = startAgain();
            if (!done.isEmpty()) {
                report(done);
            }
        }
    }

    private synchronized @Nullable Running current() {
        return running;
    }

    private static Duration longer(Duration pause) {
        Duration longer = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    private synchronized boolean hasEndedByItself() {
        if (wanted) {
            ends++;
        }
        return wanted;
    }

    /** Waits as long as it takes to be allowed another try; false when no other is wanted. */
    private synchronized boolean awaitTurn(Duration pause) {
        long deadline = System.nanoTime() + pause.toNanos();
        while (wanted) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                return true;
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    /** Returns what there is to report; an empty string when no other try is wanted. */
    private synchronized String startAgain() {
        if (!wanted) {
            return "";
        }
        try {
            if (running != null) {
                running.stop();
                running = null;
            }
            Running again = launch.launch();
            running = again;
            return "%s is started again (process %d)".formatted(name, again.process().pid());
        } catch (IOException | RuntimeException e) { // such as a port still taken: tried again
            log.atWarn().addKeyValue("part", name).setCause(e).log("cannot be started again");
            return "%s cannot be started again yet: %s".formatted(name, e.getMessage());
        }
    }

    /** Without the monitor, since who is told asks all supervisors for their processes. */
    private void report(String what) {
        log.atWarn().addKeyValue("part", name).log("{}", what);
        reports.accept(what);
    }
}
