package io.stacklens.parser.grok;

import io.stacklens.parser.line.LogDraft;

import org.jspecify.annotations.Nullable;
import org.opensearch.grok.Grok;
import org.opensearch.grok.MatcherWatchdog;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The patterns of the settings, compiled once. Thread-safe. */
public final class GrokFormats implements AutoCloseable {

    private final List<GrokPattern> patterns;
    private final int maxLineBytes;
    private final ScheduledThreadPoolExecutor watchdogThread;

    /**
     * Compiles the patterns.
     *
     * @throws IllegalArgumentException if one does not compile
     */
    public GrokFormats(GrokProperties settings, InstantSource clock) {
        maxLineBytes = settings.maxLineBytes();
        watchdogThread = new ScheduledThreadPoolExecutor(0, GrokFormats::watchdogThread);
        watchdogThread.setKeepAliveTime(10, TimeUnit.SECONDS);
        MatcherWatchdog watchdog = watchdog(settings.timeout());
        Map<String, String> definitions = new HashMap<>(Grok.BUILTIN_PATTERNS);
        definitions.putAll(settings.definitions());
        patterns =
                settings.patterns().stream()
                        .map(
                                pattern ->
                                        new GrokPattern(
                                                settings, pattern, definitions, watchdog, clock))
                        .toList();
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Parses a line by the first pattern that is meant for it and matches. */
    public boolean parse(
            byte[] line,
            int start,
            int end,
            @Nullable String service,
            @Nullable String source,
            GrokCaptures captures,
            LogDraft draft) {
        if (end - start > maxLineBytes) {
            return false;
        }
        for (GrokPattern pattern : patterns) {
            if (!pattern.isFor(service == null ? "" : service, source == null ? "" : source)) {
                continue;
            }
            Map<String, Object> matched = pattern.match(line, start, end);
            if (matched != null) {
                captures.put(matched, line, start, end, draft);
                draft.addAttribute("grok_pattern", pattern.name());
                draft.format("grok");
                return true;
            }
        }
        return false;
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
