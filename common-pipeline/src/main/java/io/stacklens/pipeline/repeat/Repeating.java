package io.stacklens.pipeline.repeat;

import io.stacklens.pipeline.health.Gated;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * Does a piece of work at once and then again after each pause, on a thread of its own, from the
 * opening of the platform gate on. Work that fails is done again after the next pause; the first
 * failure of a burst is logged.
 */
public final class Repeating implements Gated {

    private static final Logger log = LoggerFactory.getLogger(Repeating.class);

    private final String name;
    private final Duration pause;
    private final Work work;

    private boolean failing;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    public Repeating(String name, Duration pause, Work work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name(name).start(this::repeat);
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void repeat() {
        try {
            while (running) {
                once();
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            log.atDebug().addKeyValue("work", name).log("stopped");
        }
    }

    private void once() throws InterruptedException {
        try {
            work.run();
            failing = false;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // the one place of this thread
            if (!failing && running) {
                log.atWarn().addKeyValue("work", name).setCause(e).log("failed, goes on trying");
            }
            failing = true;
        }
    }

    /** What is done again and again; may throw what it likes. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }
}
