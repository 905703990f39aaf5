package io.stacklens.parser.grok;

import org.opensearch.grok.Grok;
import org.opensearch.grok.MatcherWatchdog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Compiles Grok patterns whose matches are stopped when they take too long. One for a service: its
 * patterns share the thread that stops them. Thread-safe.
 */
public final class GrokCompiler implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GrokCompiler.class);

    private final GrokProperties settings;
    private final InstantSource clock;
    private final Consumer<String> overBudget;
    private final ScheduledThreadPoolExecutor watchdogThread;
    private final MatcherWatchdog watchdog;

    /**
     * Makes a compiler.
     *
     * @param overBudget is told the name of a pattern each time it took too long
     */
    public GrokCompiler(GrokProperties settings, InstantSource clock, Consumer<String> overBudget) {
        this.settings = settings;
        this.clock = clock;
        this.overBudget = overBudget;
        watchdogThread = new ScheduledThreadPoolExecutor(0, GrokCompiler::watchdogThread);
        watchdogThread.setKeepAliveTime(10, TimeUnit.SECONDS);
        watchdog = watchdog(settings.timeout());
    }

    /**
     * Compiles a pattern that has to match the whole text.
     *
     * @param name names it in metrics and warnings
     * @throws IllegalArgumentException if it does not compile; the message says why
     */
    public GrokPattern compile(
            String name, String pattern, Map<String, String> ownDefinitions, GrokNames names) {
        Map<String, String> definitions = names.definitions(settings.definitions());
        ownDefinitions.forEach((block, text) -> definitions.put(block, GrokNames.dotted(text)));
        String dotted = GrokNames.dotted(pattern);
        // Unanchored it takes fifty times as long for a line that it does not match
        // (GrokBenchmark).
        String anchored = "\\A(?:" + dotted + ")\\z";
        try {
            Grok grok =
                    new Grok(definitions, anchored, watchdog, warning -> log.debug("{}", warning));
            String literal = RequiredLiteral.of(dotted, definitions);
            return new GrokPattern(name, grok, literal, settings, clock, overBudget);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        watchdogThread.shutdownNow();
    }

    private MatcherWatchdog watchdog(Duration timeout) {
        long millis = Math.max(1, timeout.toMillis());
        return MatcherWatchdog.newInstance(
                Math.max(1, millis / 4),
                millis,
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                (delay, check) -> {
                    var _ = watchdogThread.schedule(check, delay, TimeUnit.MILLISECONDS);
                });
    }

    private static Thread watchdogThread(Runnable work) {
        return Thread.ofPlatform().daemon().name("grok-watchdog").unstarted(work);
    }
}
