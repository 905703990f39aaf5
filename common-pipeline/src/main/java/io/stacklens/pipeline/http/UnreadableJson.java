package io.stacklens.pipeline.http;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says what is wrong with a body of JSON in the words of whoever wrote it. The reader's own message
 * speaks of our classes.
 */
final class UnreadableJson {

    private static final String BODY = "body";
    private static final Set<Class<?>> WHOLE_NUMBERS =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);
    private static final Set<Class<?>> FRACTIONS = Set.of(double.class, float.class);
    private static final Set<Class<?>> TRUTHS = Set.of(boolean.class, Boolean.class);

    private UnreadableJson() {}

    static InvalidField explain(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                    new InvalidField(path(e), null, "unknown field" + knownFields(unknown));
            case InvalidFormatException format ->
                    new InvalidField(path(e), format.getValue(), type(format.getTargetType()));
            case MismatchedInputException mismatch ->
                    new InvalidField(path(e), null, "must be " + type(mismatch.getTargetType()));
            case InputCoercionException number ->
                    new InvalidField(
                            path(e), null, "must be " + type(number.getTargetType()) + " in range");
            case StreamReadException syntax ->
                    new InvalidField(BODY, null, "must be JSON" + place(syntax.getLocation()));
            default -> new InvalidField(path(e), null, "must be another value");
        };
    }

    /** What there is to say where no value was found is a sentence already. */
    static String sentence(InvalidField field) {
        return field.value() == null
                ? "%s: %s".formatted(field.field(), field.expected())
                : field.toString();
    }

    private static String knownFields(UnrecognizedPropertyException e) {
        Collection<Object> known = e.getKnownPropertyIds();
        return known == null
                ? ""
                : known.stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", ", "; known are ", ""));
    }

    private static String place(@Nullable TokenStreamLocation at) {
        return at == null || at.getLineNr() < 1
                ? ""
                : "; unreadable at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }

    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? BODY : path.toString();
    }

    /** What a value of a type looks like in JSON and in parameters. */
    static String type(@Nullable Class<?> type) {
        if (type == null) {
            return "another value";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (WHOLE_NUMBERS.contains(type)) {
            return "a whole number";
        }
        if (FRACTIONS.contains(type) || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (TRUTHS.contains(type)) {
            return "true or false";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "a time or date in ISO 8601";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "a list" : "an object";
    }
}
