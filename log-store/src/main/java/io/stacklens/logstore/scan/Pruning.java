package io.stacklens.logstore.scan;

import io.stacklens.logstore.query.Condition;
import io.stacklens.logstore.query.Condition.AllOf;
import io.stacklens.logstore.query.Condition.AnyOf;
import io.stacklens.logstore.query.Condition.AttributeIs;
import io.stacklens.logstore.query.Condition.Everything;
import io.stacklens.logstore.query.Condition.HasText;
import io.stacklens.logstore.query.Condition.IdIs;
import io.stacklens.logstore.query.Condition.Not;
import io.stacklens.logstore.query.Condition.NumberIs;
import io.stacklens.logstore.query.Condition.SeverityIn;
import io.stacklens.logstore.query.Condition.TextIs;
import io.stacklens.logstore.query.Condition.TimeIn;
import io.stacklens.logstore.query.LogField;
import io.stacklens.logstore.query.TextTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Judges blocks by their summaries, so that most need not be looked into. Never wrong, only vague.
 */
public final class Pruning {

    private Pruning() {}

    public static Verdict verdict(Condition condition, BlockSummary block) {
        return switch (condition) {
            case Everything() -> Verdict.ALL;
            case AllOf(var parts) ->
                    parts.stream()
                            .map(part -> verdict(part, block))
                            .reduce(Verdict.ALL, Verdict::and);
            case AnyOf(var parts) ->
                    parts.stream()
                            .map(part -> verdict(part, block))
                            .reduce(Verdict.NONE, Verdict::or);
            case Not(var part) -> verdict(part, block).negated();
            case HasText(var pattern, _) ->
                    someIf(FilterProbes.wholeTokens(pattern).stream().allMatch(block::mayContain));
            case TextIs field -> textVerdict(field, block);
            case AttributeIs(var key, var test) -> pairVerdict(FilterProbes.pair(key, test), block);
            case SeverityIn(int mask) ->
                    share(severityRecords(mask, block.severityRecords()), block);
            case TimeIn(var field, long from, long to) when field == LogField.EVENT_TIME ->
                    timeVerdict(from, to, block);
            case IdIs(var id) ->
                    someIf(block.minTime() <= id.eventTime() && id.eventTime() <= block.maxTime());
            case TimeIn _, NumberIs _ -> Verdict.SOME;
        };
    }

    /** How many of a block's records meet a condition, if its summary says so exactly. */
    public static Optional<List<Integer>> severityCounts(Condition condition, BlockSummary block) {
        Optional<Condition> open = openPart(condition, block);
        if (open.isEmpty()) {
            return Optional.of(block.severityRecords());
        }
        if (!(open.get() instanceof SeverityIn(int mask))) {
            return Optional.empty();
        }
        List<Integer> counts = new ArrayList<>(block.severityRecords());
        for (int severity = 0; severity < counts.size(); severity++) {
            if ((mask >> severity & 1) == 0) {
                counts.set(severity, 0);
            }
        }
        return Optional.of(counts);
    }

    /** How many of a block's records meet a condition, if its summary says so exactly. */
    public static OptionalLong count(Condition condition, BlockSummary block) {
        if (verdict(condition, block) == Verdict.NONE) {
            return OptionalLong.of(0);
        }
        Optional<Condition> open = openPart(condition, block);
        if (open.isEmpty()) {
            return OptionalLong.of(block.records());
        }
        return switch (open.get()) {
            case SeverityIn(int mask) ->
                    OptionalLong.of(severityRecords(mask, block.severityRecords()));
            case TextIs(var field, var test) when field == LogField.SERVICE ->
                    OptionalLong.of(serviceRecords(test, block));
            default -> OptionalLong.empty();
        };
    }

    /**
     * The one part of a condition that some records meet and others do not, when all meet the rest;
     * empty when all meet all of it.
     */
    private static Optional<Condition> openPart(Condition condition, BlockSummary block) {
        List<Condition> open =
                parts(condition).stream()
                        .filter(part -> verdict(part, block) != Verdict.ALL)
                        .toList();
        return open.isEmpty() ? Optional.empty() : Optional.of(Condition.allOf(open));
    }

    private static List<Condition> parts(Condition condition) {
        return condition instanceof AllOf(var parts)
                ? parts.stream().flatMap(part -> parts(part).stream()).toList()
                : List.of(condition);
    }

    private static Verdict textVerdict(TextIs text, BlockSummary block) {
        return text.field() == LogField.SERVICE
                ? share(serviceRecords(text.test(), block), block)
                : pairVerdict(FilterProbes.pair(text), block);
    }

    private static Verdict pairVerdict(OptionalLong pair, BlockSummary block) {
        return someIf(pair.isEmpty() || block.mayContain(pair.getAsLong()));
    }

    private static Verdict timeVerdict(long from, long to, BlockSummary block) {
        if (block.maxTime() < from || block.minTime() > to) {
            return Verdict.NONE;
        }
        return from <= block.minTime() && block.maxTime() <= to ? Verdict.ALL : Verdict.SOME;
    }

    private static Verdict someIf(boolean possible) {
        return possible ? Verdict.SOME : Verdict.NONE;
    }

    private static Verdict share(long records, BlockSummary block) {
        return records == 0
                ? Verdict.NONE
                : records == block.records() ? Verdict.ALL : Verdict.SOME;
    }

    private static long severityRecords(int mask, List<Integer> counts) {
        long records = 0;
        for (int severity = 0; severity < counts.size(); severity++) {
            records += (mask >> severity & 1) != 0 ? counts.get(severity) : 0;
        }
        return records;
    }

    private static long serviceRecords(TextTest test, BlockSummary block) {
        long records = 0;
        for (int service = 0; service < block.services().size(); service++) {
            records +=
                    test.test(block.services().get(service))
                            ? block.serviceRecords().get(service)
                            : 0;
        }
        return records;
    }
}
