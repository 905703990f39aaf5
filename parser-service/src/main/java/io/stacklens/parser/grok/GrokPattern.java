package io.stacklens.parser.grok;

import io.stacklens.parser.line.Ascii;

import org.jspecify.annotations.Nullable;
import org.opensearch.grok.Grok;
import org.opensearch.grok.MatcherWatchdog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One pattern of an operator, anchored at both ends: unanchored it takes fifty times as long for a
 * line that it does not match (GrokBenchmark). A pattern that takes too long for several lines in a
 * row is left out for a while. Thread-safe.
 */
final class GrokPattern {

    private static final Logger log = LoggerFactory.getLogger(GrokPattern.class);

    private final String name;
    private final Grok grok;
    private final String requiredLiteral;
    private final Glob services;
    private final Glob sources;
    private final int timeoutsBeforeSuspension;
    private final Duration suspension;
    private final InstantSource clock;
    private final AtomicInteger timeoutsInARow = new AtomicInteger();
    private final AtomicLong suspendedUntilMillis = new AtomicLong();

    GrokPattern(
            GrokProperties settings,
            GrokProperties.PatternProperties pattern,
            Map<String, String> definitions,
            MatcherWatchdog watchdog,
            InstantSource clock) {
        this.name = pattern.name();
        this.grok = compile(pattern, definitions, watchdog);
        this.requiredLiteral = asciiOnly(RequiredLiteral.of(pattern.pattern()));
        this.services = new Glob(pattern.service());
        this.sources = new Glob(pattern.source());
        this.timeoutsBeforeSuspension = settings.timeoutsBeforeSuspension();
        this.suspension = settings.suspension();
        this.clock = clock;
    }

    String name() {
        return name;
    }

    boolean isFor(String service, String source) {
        return services.matches(service) && sources.matches(source);
    }

    /** The captures, or null when the pattern does not match, or may not be tried just now. */
    @Nullable Map<String, Object> match(byte[] line, int start, int end) {
        boolean isPossible =
                requiredLiteral.isEmpty() || Ascii.indexOf(requiredLiteral, line, start, end) >= 0;
        if (!isPossible || clock.millis() < suspendedUntilMillis.get()) {
            return null;
        }
        try {
            Map<String, Object> captures =
                    grok.captures(new String(line, start, end - start, StandardCharsets.UTF_8));
            timeoutsInARow.set(0);
            return captures;
        } catch (RuntimeException interrupted) {
            // The library's way to say that its watchdog stopped the match.
            countTimeout(interrupted);
            return null;
        }
    }

    private void countTimeout(RuntimeException interrupted) {
        if (timeoutsInARow.incrementAndGet() < timeoutsBeforeSuspension) {
            return;
        }
        timeoutsInARow.set(0);
        suspendedUntilMillis.set(clock.millis() + suspension.toMillis());
        log.atWarn()
                .addKeyValue("pattern", name)
                .addKeyValue("suspension", suspension)
                .addKeyValue("error", interrupted.getMessage())
                .log("Grok pattern is too slow, left out for a while");
    }

    private static Grok compile(
            GrokProperties.PatternProperties pattern,
            Map<String, String> definitions,
            MatcherWatchdog watchdog) {
        String anchored = "\\A(?:" + pattern.pattern() + ")\\z";
        try {
            return new Grok(definitions, anchored, watchdog, warning -> log.debug("{}", warning));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "Grok pattern '%s': %s (expected: a pattern of known blocks)"
                            .formatted(pattern.name(), e.getMessage()),
                    e);
        }
    }

    /** The search for it compares bytes with characters. */
    private static String asciiOnly(String literal) {
        return literal.chars().allMatch(c -> c < 0x80) ? literal : "";
    }
}
