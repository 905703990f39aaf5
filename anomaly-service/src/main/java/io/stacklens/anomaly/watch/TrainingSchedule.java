package io.stacklens.anomaly.watch;

import io.stacklens.anomaly.forest.IsolationForest;
import io.stacklens.anomaly.models.TrainingProperties;
import io.stacklens.anomaly.models.WindowHistory;
import io.stacklens.pipeline.health.HealthComponent;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;

/** Trains what is due. What fails is tried again until it works. */
@Component
class TrainingSchedule implements HealthComponent {

    private final SeriesWatches watches;
    private final WindowHistory stored;
    private final Trainer trainer;
    private final TrainingProperties settings;
    private final Clock clock;

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

    /**
     * Trains every series whose time has come.
     *
     * @throws InterruptedException if the service stops meanwhile
     */
    void trainDue() throws InterruptedException {
        try {
            sweep();
            for (SeriesWatch watch : watches.all()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (watch.isDue(clock.instant(), settings)) {
                    trainer.train(watch);
                }
            }
            trouble = "";
        } catch (RuntimeException e) {
            trouble = e.toString();
            throw e;
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
