package io.stacklens.anomaly.watch;

import io.stacklens.anomaly.forest.IsolationForest;
import io.stacklens.anomaly.models.TrainingProperties;
import io.stacklens.anomaly.models.WindowHistory;
import io.stacklens.pipeline.health.Gated;
import io.stacklens.pipeline.health.HealthComponent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Trains what is due, on one thread of its own. What fails is tried again until it works. */
@Component
class TrainingSchedule implements Gated, HealthComponent {

    private static final Logger log = LoggerFactory.getLogger(TrainingSchedule.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final SeriesWatches watches;
    private final WindowHistory stored;
    private final Trainer trainer;
    private final TrainingProperties settings;
    private final Clock clock;

    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();
    private volatile String trouble = "";
    private Instant lastSweep = Instant.MIN;

    TrainingSchedule(
            SeriesWatches watches,
            WindowHistory stored,
            Trainer trainer,
            TrainingProperties settings,
            Clock clock) {
        this.watches = watches;
        this.stored = stored;
        this.trainer = trainer;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "training";
    }

    @Override
    public State check() {
        return trouble.isEmpty()
                ? State.up(
                        "%d series with a model, %d windows wait for one"
                                .formatted(watches.withModel(), watches.waiting()))
                : State.down("retrying: " + trouble);
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("training").start(this::keepTraining);
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

    private void keepTraining() {
        try {
            while (running) {
                trainDue();
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException _) {
            log.atDebug().log("training stopped");
        }
    }

    private void trainDue() {
        try {
            sweep();
            for (SeriesWatch watch : watches.all()) {
                if (running && watch.isDue(clock.instant(), settings)) {
                    trainer.train(watch);
                }
            }
            trouble = "";
        } catch (RuntimeException e) {
            if (running && trouble.isEmpty()) {
                log.atWarn().setCause(e).log("training failed, trying again");
            }
            trouble = e.toString();
        }
    }

    /** Finds series that lost their waiting windows, with the process or from memory. */
    private void sweep() {
        Instant now = clock.instant();
        if (now.isBefore(lastSweep.plus(settings.every()))) {
            return;
        }
        stored.withoutModel(IsolationForest.NAME).forEach(series -> watches.of(series).wake(now));
        lastSweep = now;
    }
}
