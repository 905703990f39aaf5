package io.stacklens.logstore.scan;

import io.stacklens.logstore.block.BlockTokens;
import io.stacklens.logstore.filter.TokenFilter;
import io.stacklens.logstore.query.Condition;
import io.stacklens.logstore.query.Condition.AllOf;
import io.stacklens.logstore.query.Condition.AnyOf;
import io.stacklens.logstore.query.Condition.AttributeIs;
import io.stacklens.logstore.query.Condition.HasText;
import io.stacklens.logstore.query.Condition.Not;
import io.stacklens.logstore.query.Condition.TextIs;
import io.stacklens.logstore.query.TextTest;
import io.stacklens.logstore.text.TextHash;
import io.stacklens.logstore.text.TextPattern;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The hashes that a condition looks up in token filters, and which slices were read for them. */
public final class FilterProbes {

    /** A slice is read for each; more would only slow the others down. */
    private static final int MAX_PROBES = 16;

    private final List<Long> hashes;

    private FilterProbes(List<Long> hashes) {
        this.hashes = hashes;
    }

    public static FilterProbes of(Condition condition) {
        Set<Long> hashes = new LinkedHashSet<>();
        collect(condition, hashes);
        return new FilterProbes(hashes.stream().limit(MAX_PROBES).toList());
    }

    public List<Long> hashes() {
        return hashes;
    }

    /** Whether a block may hold a hash, by the slices that were read of its filter. */
    boolean mayContain(List<byte[]> slices, int version, long hash) {
        int probe = hashes.indexOf(hash);
        return probe < 0
                || !TokenFilter.isSliceIntact(slices.get(probe), version)
                || TokenFilter.sliceMayContain(slices.get(probe), 0, version, hash);
    }

    static List<Long> wholeTokens(TextPattern pattern) {
        List<Long> tokens = new ArrayList<>();
        pattern.wholeTokens(tokens::add);
        return tokens;
    }

    static OptionalLong pair(String name, TextTest test) {
        return switch (test) {
            case TextTest.Is(String text, _) -> OptionalLong.of(pair(name, text));
            case TextTest.Exactly(String text) -> OptionalLong.of(pair(name, text));
            default -> OptionalLong.empty();
        };
    }

    static OptionalLong pair(TextIs field) {
        return BlockTokens.holdsPairsOf(field.field())
                ? pair(field.field().fieldName(), field.test())
                : OptionalLong.empty();
    }

    private static long pair(String name, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return TextHash.pair(TextHash.field(name), utf8, 0, utf8.length);
    }

    private static void collect(Condition condition, Set<Long> hashes) {
        switch (condition) {
            case AllOf(var parts) -> parts.forEach(part -> collect(part, hashes));
            case AnyOf(var parts) -> parts.forEach(part -> collect(part, hashes));
            case Not(var part) -> collect(part, hashes);
            case HasText(var pattern, _) -> hashes.addAll(wholeTokens(pattern));
            case TextIs field -> pair(field).ifPresent(hashes::add);
            case AttributeIs(var key, var test) -> pair(key, test).ifPresent(hashes::add);
            default -> {}
        }
    }
}
