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
    private final Counter attributesCut;
    private final Counter attributesLeftOut;

    /** Few: formats have fixed names. */
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    FormatMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.attributesCut =
                Counter.builder("stacklens.parser.attributes.cut")
                        .description("attributes whose key or value was longer than the limit")
                        .register(registry);
        this.attributesLeftOut =
                Counter.builder("stacklens.parser.attributes.left_out")
                        .description("attributes beyond the most that a record can have")
                        .register(registry);
    }

    void lost(int cut, int leftOut) {
        attributesCut.increment(cut);
        attributesLeftOut.increment(leftOut);
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
