package io.stacklens.collector.multiline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.time.Duration;

/** Makes a joiner for each stream, and counts the lines that they join. */
@Component
public final class Multiline {

    private final MultilineProperties limits;
    private final Counter joined;

    Multiline(MultilineProperties limits, MeterRegistry registry) {
        this.limits = limits;
        this.joined =
                Counter.builder("stacklens.collector.lines.joined")
                        .description("Lines that became part of the record of an earlier line")
                        .register(registry);
    }

    /**
     * For the lines of one stream.
     *
     * @param maxBytes a record grows up to so many bytes
     */
    public LineJoiner joiner(long maxBytes) {
        return new LineJoiner(limits, Math.toIntExact(maxBytes), joined::increment);
    }

    /** How long the last line of a stream waits for one that continues it. */
    public Duration flushAfter() {
        return limits.flushAfter();
    }
}
