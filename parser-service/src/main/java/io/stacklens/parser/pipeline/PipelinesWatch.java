package io.stacklens.parser.pipeline;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the file of the pipelines again and again, on a thread of its own. */
public final class PipelinesWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PipelinesWatch.class);

    private final PipelinesFile file;
    private final ScheduledExecutorService thread;

    public PipelinesWatch(PipelinesFile file, Duration poll) {
        this.file = file;
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        work -> Thread.ofPlatform().daemon().name("pipelines").unstarted(work));
        if (file.state().file() != null) {
            var _ =
                    thread.scheduleWithFixedDelay(
                            this::look, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void look() {
        try {
            file.look();
        } catch (RuntimeException e) { // the next look may succeed, and there must be one
            log.atError().setCause(e).log("cannot look at the pipelines");
        }
    }
}
