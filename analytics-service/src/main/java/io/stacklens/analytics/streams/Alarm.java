package io.stacklens.analytics.streams;

import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Rings once, at the earliest time it was set to. Kafka Streams commits after every punctuation,
 * whatever it did; so where there is nothing to do until something arrives or a known time comes, a
 * clock that ticks all the time would make an empty transaction at each commit interval.
 */
public final class Alarm {

    private static final long NEVER = Long.MAX_VALUE;

    private final ProcessorContext<?, ?> context;
    private final Punctuator action;

    private @Nullable Cancellable set;
    private long due = NEVER;

    public Alarm(ProcessorContext<?, ?> context, Punctuator action) {
        this.context = context;
        this.action = action;
    }

    /** Rings at this time of the wall clock, unless it rings before. */
    public void at(long millis) {
        if (millis >= due) {
            return;
        }
        cancel();
        due = millis;
        long left = Math.max(1, millis - context.currentSystemTimeMs());
        set =
                context.schedule(
                        Duration.ofMillis(left), PunctuationType.WALL_CLOCK_TIME, this::ring);
    }

    private void ring(long now) {
        cancel();
        action.punctuate(now);
    }

    private void cancel() {
        if (set != null) {
            set.cancel();
            set = null;
        }
        due = NEVER;
    }
}
