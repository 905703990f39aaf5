package io.stacklens.parser.grok;

import io.stacklens.pipeline.text.Ascii;

import org.jspecify.annotations.Nullable;
import org.opensearch.grok.Grok;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One pattern of an operator. A match that takes too long is stopped, and a pattern to which that
 * happens several times in a minute is left out for a while, so that neither a pattern nor a line
 * can hold up the others. Thread-safe.
 */
public final class GrokPattern {

    private static final Logger log = LoggerFactory.getLogger(GrokPattern.class);
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final String name;
    private final Grok grok;
    private final String requiredLiteral;
    private final int maxLineBytes;
    private final int timeoutsBeforeSuspension;
    private final Duration suspension;
    private final InstantSource clock;
    private final Consumer<String> overBudget;

    private int timeouts;
    private long firstTimeoutMillis;
    private volatile long suspendedUntilMillis;

    /** What became of an attempt to match. */
    public enum Outcome {
        MATCHED,
        NO_MATCH,
        /** It took too long and was stopped, or is left out since that happened too often. */
        BUDGET_EXCEEDED
    }

    /**
     * What a match found.
     *
     * @param captures empty unless it matched
     */
    public record Match(Outcome outcome, Map<String, Object> captures) {

        private static final Match NONE = new Match(Outcome.NO_MATCH, Map.of());
        private static final Match OVER_BUDGET = new Match(Outcome.BUDGET_EXCEEDED, Map.of());
    }

    GrokPattern(
            String name,
            Grok grok,
            String requiredLiteral,
            GrokProperties settings,
            InstantSource clock,
            Consumer<String> overBudget) {
        this.name = name;
        this.grok = grok;
        this.requiredLiteral = asciiOnly(requiredLiteral);
        this.maxLineBytes = settings.maxLineBytes();
        this.timeoutsBeforeSuspension = settings.timeoutsBeforeSuspension();
        this.suspension = settings.suspension();
        this.clock = clock;
        this.overBudget = overBudget;
    }

    public String name() {
        return name;
    }

    public Match match(byte[] text, int start, int end) {
        boolean isPossible =
                end - start <= maxLineBytes
                        && (requiredLiteral.isEmpty()
                                || Ascii.indexOf(requiredLiteral, text, start, end) >= 0);
        if (!isPossible) {
            return Match.NONE;
        }
        long suspended = suspendedUntilMillis;
        if (suspended != 0 && clock.millis() < suspended) {
            return Match.OVER_BUDGET;
        }
        try {
            @Nullable Map<String, Object> captures =
                    grok.captures(new String(text, start, end - start, StandardCharsets.UTF_8));
            return captures == null ? Match.NONE : new Match(Outcome.MATCHED, captures);
        } catch (RuntimeException interrupted) {
            // The library's way to say that its watchdog stopped the match.
            overBudget.accept(name);
            countTimeout(interrupted);
            return Match.OVER_BUDGET;
        }
    }

    private synchronized void countTimeout(RuntimeException interrupted) {
        long now = clock.millis();
        if (now - firstTimeoutMillis > MINUTE) {
            firstTimeoutMillis = now;
            timeouts = 0;
        }
        timeouts++;
        if (timeouts < timeoutsBeforeSuspension) {
            return;
        }
        timeouts = 0;
        suspendedUntilMillis = now + suspension.toMillis();
        log.atWarn()
                .addKeyValue("pattern", name)
                .addKeyValue("suspension", suspension)
                .addKeyValue("error", interrupted.getMessage())
                .log("Grok pattern is too slow, left out for a while");
    }

    /** The search for it compares bytes with characters. */
    private static String asciiOnly(String literal) {
        return literal.chars().allMatch(c -> c < 0x80) ? literal : "";
    }
}
