package io.stacklens.parser.grok;

import io.stacklens.parser.line.Glob;
import io.stacklens.parser.line.LogDraft;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The patterns of the settings, compiled once. Thread-safe. */
public final class GrokFormats {

    private final List<Entry> entries;

    private record Entry(Glob services, Glob sources, GrokPattern pattern) {

        boolean isFor(String service, String source) {
            return services.matches(service) && sources.matches(source);
        }
    }

    /**
     * Compiles the patterns.
     *
     * @throws IllegalArgumentException if one does not compile
     */
    public GrokFormats(GrokProperties settings, GrokCompiler compiler) {
        entries =
                settings.patterns().stream()
                        .map(pattern -> entry(pattern, settings.names(), compiler))
                        .toList();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
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
        for (Entry entry : entries) {
            if (!entry.isFor(service == null ? "" : service, source == null ? "" : source)) {
                continue;
            }
            GrokPattern.Match match = entry.pattern().match(line, start, end);
            if (match.outcome() == GrokPattern.Outcome.MATCHED) {
                captures.put(match.captures(), line, start, end, draft);
                draft.addAttribute("grok_pattern", entry.pattern().name());
                draft.format("grok");
                return true;
            }
        }
        return false;
    }

    private static Entry entry(
            GrokProperties.PatternProperties pattern, GrokNames names, GrokCompiler compiler) {
        try {
            return new Entry(
                    new Glob(pattern.service()),
                    new Glob(pattern.source()),
                    compiler.compile(pattern.name(), pattern.pattern(), Map.of(), names));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Grok pattern '%s': %s (expected: a pattern of known blocks)"
                            .formatted(pattern.name(), e.getMessage()),
                    e);
        }
    }
}
