package io.stacklens.model.alert;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One condition on an alert: a field or label compared with a value. Silences and routes of
 * notifications are made of them. What an alert does not have counts as an empty text. Expressions
 * are matched by RE2, whose time grows with the text only, and have to match the whole text.
 */
public final class AlertMatcher {

    /** The fields; any other name is a label's. */
    public static final List<String> FIELDS =
            List.of("service", "route", "rule", "severity", "kind");

    private static final int LONGEST_TEXT = 500;
    private static final String OPERATORS = "=, !=, =~ or !~";

    private final String field;
    private final String operator;
    private final String value;
    private final @Nullable Pattern pattern;

    /**
     * Makes a matcher.
     *
     * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
     * @throws InvalidMatcherException if one of them cannot be
     */
    @JsonCreator
    public AlertMatcher(
            @JsonProperty("field") String field,
            @JsonProperty("operator") String operator,
            @JsonProperty("value") String value) {
        this.field = text("field", field);
        this.value = text("value", value);
        if (this.field.isBlank()) {
            throw new InvalidMatcherException("field", field, "a field or the name of a label");
        }
        this.operator = operator;
        this.pattern =
                switch (operator) {
                    case "=", "!=" -> null;
                    case "=~", "!~" -> pattern(value);
                    case null, default ->
                            throw new InvalidMatcherException("operator", operator, OPERATORS);
                };
    }

    @JsonProperty
    public String field() {
        return field;
    }

    @JsonProperty
    public String operator() {
        return operator;
    }

    @JsonProperty
    public String value() {
        return value;
    }

    public boolean matches(Alert alert) {
        String found = textOf(alert);
        boolean same = pattern == null ? found.equals(value) : pattern.matches(found);
        return operator.startsWith("!") != same;
    }

    private String textOf(Alert alert) {
        String found =
                switch (field) {
                    case "service" -> alert.service();
                    case "route" -> alert.route();
                    case "rule" -> alert.rule();
                    case "severity" -> alert.severity().name();
                    case "kind" -> alert.kind().label();
                    default -> label(alert.labels());
                };
        return found == null ? "" : found;
    }

    private @Nullable String label(Map<String, String> labels) {
        return labels.get(field);
    }

    private static Pattern pattern(String value) {
        try {
            return Pattern.compile(value, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new InvalidMatcherException(
                    "value", value, "an RE2 expression: " + e.getMessage());
        }
    }

    private static String text(String name, @Nullable String text) {
        if (text == null || text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0) {
            throw new InvalidMatcherException(
                    name, text, "a text of at most %d characters".formatted(LONGEST_TEXT));
        }
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AlertMatcher that
                && field.equals(that.field)
                && operator.equals(that.operator)
                && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(field, operator, value);
    }

    /** As people write it: {@code service=~"pay.*"}. */
    @Override
    public String toString() {
        return "%s%s\"%s\"".formatted(field, operator, value);
    }
}
