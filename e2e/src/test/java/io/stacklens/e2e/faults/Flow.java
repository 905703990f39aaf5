package io.stacklens.e2e.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several senders at once, at a steady pace, until the flow is closed. */
final class Flow implements AutoCloseable {

    private final Duration pause;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> senders = new ArrayList<>();
    private volatile boolean goesOn = true;

    /** One who sends until the flow ends. */
    interface Sender {
        void run(Flow flow) throws InterruptedException;
    }

    /**
     * Makes a flow without senders.
     *
     * @param pause of each sender after each of its batches
     */
    Flow(Duration pause) {
        this.pause = pause;
    }

    void start(Sender sender) {
        senders.add(
                threads.submit(
                        () -> {
                            sender.run(this);
                            return null;
                        }));
    }

    boolean goesOn() {
        return goesOn;
    }

    void pause() throws InterruptedException {
        Thread.sleep(pause);
    }

    /** Lets each sender finish what it has begun, and fails as the first that failed. */
    void end() throws ExecutionException, InterruptedException {
        goesOn = false;
        for (Future<?> sender : senders) {
            sender.get();
        }
    }

    @Override
    public void close() {
        goesOn = false;
        threads.shutdownNow();
    }
}
