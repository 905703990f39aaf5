package io.stacklens.pipeline.redact;

import io.stacklens.pipeline.text.Ascii;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Replaces secrets in a line as it was received, so that all that is made of the line is free of
 * them: body, attributes, template, the original bytes in {@code raw_base64}. A line without one
 * stays as it is. Not thread-safe.
 */
public final class Redactor {

    private final boolean secrets;
    private final PersonalData personal;
    private final SecretScanner scanner = new SecretScanner();
    private final Set<RedactionKind> kinds;
    private final Findings findings;
    private final Map<RedactionKind, Long> counts = new EnumMap<>(RedactionKind.class);

    public Redactor(Set<RedactionKind> kinds) {
        this.kinds = Set.copyOf(kinds);
        findings = new Findings(this.kinds);
        secrets = !Collections.disjoint(kinds, RedactionKind.SECRETS);
        personal = new PersonalData(kinds);
    }

    /**
     * Looks for what is to be replaced.
     *
     * @return whether there is something; then {@link #redacted} has the line without it
     */
    public boolean find(byte[] line, int start, int end) {
        findings.clear();
        if (secrets) {
            scanner.find(line, start, end, findings);
        }
        if (personal.isWanted()) {
            personal.find(line, start, end, findings);
        }
        return findings.size() > 0;
    }

    /** Looks into a value with a name: all of it goes when the name says that it is a secret. */
    public boolean find(byte[] key, byte[] value, int start, int end) {
        RedactionKind kind =
                secrets && SecretKeys.canEndWith(key.length == 0 ? 0 : key[key.length - 1])
                        ? SecretKeys.kindOf(key, 0, key.length)
                        : null;
        if (kind == null || start == end || !kinds.contains(kind)) {
            return find(value, start, end);
        }
        findings.clear();
        findings.add(start, end, kind);
        return true;
    }

    /** The line that was looked into last, with what was found replaced and counted. */
    public byte[] redacted(byte[] line, int start, int end) {
        ByteArrayOutputStream result = new ByteArrayOutputStream(end - start + 64);
        int json = Ascii.find('{', line, start, end);
        boolean isJson = isJson(line, start, json, end);
        int at = start;
        for (int i = 0; i < findings.size(); i++) {
            int from = findings.start(i);
            boolean isBare = isJson && from > json && !isQuoted(line, json, from);
            byte[] replacement = findings.kind(i).replacement();
            result.write(line, at, from - at);
            quoteIf(isBare, result);
            result.write(replacement, 0, replacement.length);
            quoteIf(isBare, result);
            at = findings.end(i);
            counts.merge(findings.kind(i), 1L, Long::sum);
        }
        result.write(line, at, end - at);
        return result.toByteArray();
    }

    /** Looks for what is to be replaced and replaces it; null when there is nothing. */
    public byte @Nullable [] redactedOrNull(byte[] line, int start, int end) {
        return find(line, start, end) ? redacted(line, start, end) : null;
    }

    /** How many of each kind were replaced since this was last asked. */
    public Map<RedactionKind, Long> takeCounts() {
        if (counts.isEmpty()) {
            return Map.of();
        }
        Map<RedactionKind, Long> taken = new EnumMap<>(counts);
        counts.clear();
        return taken;
    }

    private static void quoteIf(boolean isBare, ByteArrayOutputStream result) {
        if (isBare) {
            result.write('"');
        }
    }

    /** An object from the first byte, or behind the envelope of syslog or a container. */
    private static boolean isJson(byte[] line, int start, int brace, int end) {
        int next = Ascii.skipSpaces(line, brace + 1, end);
        boolean isObject = next < end && (line[next] == '"' || line[next] == '}');
        return isObject && (brace == start || line[brace - 1] == ' ');
    }

    private static boolean isQuoted(byte[] line, int from, int to) {
        boolean isInside = false;
        for (int at = from; at < to; at++) {
            if (line[at] == '\\') {
                at++;
            } else if (line[at] == '"') {
                isInside = !isInside;
            }
        }
        return isInside;
    }
}
