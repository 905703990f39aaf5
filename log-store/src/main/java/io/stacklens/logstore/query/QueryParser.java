package io.stacklens.logstore.query;

import io.stacklens.logstore.query.Condition.AttributeIs;
import io.stacklens.logstore.query.Condition.Everything;
import io.stacklens.logstore.query.Condition.HasText;
import io.stacklens.logstore.query.Condition.Not;
import io.stacklens.logstore.text.TextPattern;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads the grammar of {@link LogQuery} by recursive descent. One parser reads one text. */
final class QueryParser {

    private static final int MAX_LENGTH = 10_000;
    private static final int MAX_DEPTH = 100;
    private static final String ATTRIBUTES = "attributes.";

    private final String text;
    private final QueryScanner in;
    private int depth;

    QueryParser(String text) {
        this.text = text;
        this.in = new QueryScanner(text);
    }

    Condition parse() {
        if (text.length() > MAX_LENGTH) {
            throw new LogQueryException(
                    MAX_LENGTH, text.length() + " characters", "at most " + MAX_LENGTH);
        }
        if (in.isAtEnd()) {
            return new Everything();
        }
        Condition query = or(null);
        if (!in.isAtEnd()) {
            throw in.unexpected("a word, a field or the end");
        }
        return query;
    }

    private Condition or(@Nullable FieldName field) {
        if (++depth > MAX_DEPTH) {
            throw in.unexpected("at most %d levels".formatted(MAX_DEPTH));
        }
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(and(field));
        } while (in.takeKeyword("OR"));
        depth--;
        return Condition.anyOf(parts);
    }

    private Condition and(@Nullable FieldName field) {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(not(field));
        } while (in.takeKeyword("AND") || !(in.isAtEnd() || in.isAt(')') || in.isAtKeyword("OR")));
        return Condition.allOf(parts);
    }

    private Condition not(@Nullable FieldName field) {
        int negations = 0;
        while (in.takeKeyword("NOT") || in.takeMinus()) {
            negations++;
        }
        Condition positive = primary(field);
        return negations % 2 == 0 ? positive : new Not(positive);
    }

    private Condition primary(@Nullable FieldName field) {
        if (in.isAtEnd() || in.isAt(')') || in.isAtKeyword("AND") || in.isAtKeyword("OR")) {
            throw in.unexpected("a word or a field");
        }
        if (in.isAt('(')) {
            return group(field);
        }
        if (field != null) {
            return value(field);
        }
        FieldName named = in.takeField();
        return named == null ? anywhere(in.text()) : value(named);
    }

    private Condition group(@Nullable FieldName field) {
        in.take('(');
        Condition inner = or(field);
        if (!in.isAt(')')) {
            throw in.unexpected("')'");
        }
        in.take(')');
        return inner;
    }

    private static Condition anywhere(List<String> texts) {
        return isStar(texts) ? new Everything() : new HasText(TextPattern.of(texts), false);
    }

    /** What stands behind {@code field:}, or in its parentheses. */
    private Condition value(FieldName name) {
        int position = in.position();
        if (in.isAt('(')) {
            return group(name);
        }
        FieldValues values = valuesOf(name, position);
        if (in.isAt('[')) {
            return range(values);
        }
        Comparison comparison = in.takeComparison();
        if (comparison != null) {
            return values.compare(comparison, in.literal());
        }
        List<String> texts = in.text();
        if (isStar(texts)) {
            return values.present();
        }
        return values.like(texts);
    }

    private Condition range(FieldValues values) {
        in.take('[');
        String low = in.rangeEnd();
        if (!in.takeKeyword("TO")) {
            throw in.unexpected("TO");
        }
        String high = in.rangeEnd();
        if (!in.isAt(']')) {
            throw in.unexpected("']'");
        }
        in.take(']');
        return values.between(low, high);
    }

    private static FieldValues valuesOf(FieldName name, int position) {
        if (!name.quoted() && name.text().startsWith(ATTRIBUTES)) {
            String key = name.text().substring(ATTRIBUTES.length());
            return FieldValues.ofText(test -> new AttributeIs(key, test));
        }
        return LogField.named(name.text())
                .map(field -> FieldValues.of(field, position))
                .orElseGet(() -> FieldValues.ofText(test -> new AttributeIs(name.text(), test)));
    }

    /** Texts around one star and nothing else. */
    private static boolean isStar(List<String> texts) {
        return texts.size() > 1 && texts.stream().allMatch(String::isEmpty);
    }
}
