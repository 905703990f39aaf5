package io.stacklens.parser;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.pipeline.redact.RedactionKind;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the lines of each format, and what was taken out of lines. A rising share of {@code text}
 * means that a source has changed how it writes; alert on the share, not on the count. A poll that
 * is rolled back and repeated counts again, so the sum can exceed what was forwarded.
 */
final class FormatMetrics {

    private final MeterRegistry registry;
    private final Counter attributesCut;
    private final Counter attributesLeftOut;

    /** Few: formats have fixed names. */
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    private final Map<RedactionKind, Counter> redactions = new ConcurrentHashMap<>();

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

    /** Counts what was taken out of lines. */
    void redacted(Map<RedactionKind, Long> counts) {
        counts.forEach(
                (kind, count) ->
                        redactions.computeIfAbsent(kind, this::redactionCounter).increment(count));
    }

    private Counter redactionCounter(RedactionKind kind) {
        return Counter.builder("stacklens.parser.redacted")
                .description("secrets and personal data taken out of lines, by kind")
                .tag("kind", kind.label())
                .register(registry);
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
