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

import java.util.List;
import java.util.OptionalLong;

/**
 * Judges records by what is known of them, so that most blocks need not be looked into. Never
 * wrong, only vague.
 */
public final class Pruning {

    private Pruning() {}

    public static Verdict verdict(Condition condition, Known known) {
        return switch (condition) {
            case Everything() -> Verdict.ALL;
            case AllOf(var parts) -> all(parts, known);
            case AnyOf(var parts) -> any(parts, known);
            case Not(var part) -> verdict(part, known).negated();
            case HasText(var pattern, _) ->
                    someIf(FilterProbes.wholeTokens(pattern).stream().allMatch(known::mayContain));
            case TextIs field -> textVerdict(field, known);
            case AttributeIs(var key, var test) -> pairVerdict(FilterProbes.pair(key, test), known);
            case SeverityIn(int mask) -> share(known.ofSeverities(mask), known);
            case TimeIn(var field, long from, long to) when field == LogField.EVENT_TIME ->
                    timeVerdict(from, to, known);
            case IdIs(var id) ->
                    someIf(known.minTime() <= id.eventTime() && id.eventTime() <= known.maxTime());
            case TimeIn _, NumberIs _ -> Verdict.SOME;
        };
    }

    /** Whether a condition depends on what only the counts of a block tell. */
    public static boolean looksAtCounts(Condition condition) {
        return switch (condition) {
            case AllOf(var parts) -> parts.stream().anyMatch(Pruning::looksAtCounts);
            case AnyOf(var parts) -> parts.stream().anyMatch(Pruning::looksAtCounts);
            case Not(var part) -> looksAtCounts(part);
            case TextIs(var field, _) -> field == LogField.SERVICE;
            case SeverityIn _ -> true;
            default -> false;
        };
    }

    private static Verdict all(List<Condition> parts, Known known) {
        Verdict verdict = Verdict.ALL;
        for (Condition part : parts) {
            if (verdict != Verdict.NONE) {
                verdict = verdict.and(verdict(part, known));
            }
        }
        return verdict;
    }

    private static Verdict any(List<Condition> parts, Known known) {
        Verdict verdict = Verdict.NONE;
        for (Condition part : parts) {
            if (verdict != Verdict.ALL) {
                verdict = verdict.or(verdict(part, known));
            }
        }
        return verdict;
    }

    private static Verdict textVerdict(TextIs text, Known known) {
        return text.field() == LogField.SERVICE
                ? share(known.ofServices(text.test()), known)
                : pairVerdict(FilterProbes.pair(text), known);
    }

    private static Verdict pairVerdict(OptionalLong pair, Known known) {
        return someIf(pair.isEmpty() || known.mayContain(pair.getAsLong()));
    }

    private static Verdict timeVerdict(long from, long to, Known known) {
        if (known.maxTime() < from || known.minTime() > to) {
            return Verdict.NONE;
        }
        return from <= known.minTime() && known.maxTime() <= to ? Verdict.ALL : Verdict.SOME;
    }

    private static Verdict someIf(boolean possible) {
        return possible ? Verdict.SOME : Verdict.NONE;
    }

    private static Verdict share(long records, Known known) {
        return records == 0
                ? Verdict.NONE
                : records == known.records() ? Verdict.ALL : Verdict.SOME;
    }
}
