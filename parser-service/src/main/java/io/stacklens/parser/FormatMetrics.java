package io.stacklens.parser;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the lines of each format. A rising share of {@code text} means that a source has changed
 * how it writes; alert on the share, not on the count. A poll that is rolled back and repeated
 * counts again, so the sum can exceed what was forwarded.
 */
final class FormatMetrics {

    private final MeterRegistry registry;

    /** Few: formats have fixed names. */
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    FormatMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void parsed(String format, int lines) {
        counters.computeIfAbsent(
                        format,
                        name ->
                                Counter.builder("stacklens.parser.lines")
                                        .description(
                                                "lines parsed, by the format they were taken for")
                                        .tag("format", name)
                                        .register(registry))
                .increment(lines);
    }
}
