package io.stacklens.dashboard.http;

import io.stacklens.pipeline.http.InvalidField;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A request with values it should not hold: answered with 400, naming what was found and expected.
 */
public class BadRequestException extends RuntimeException {

    private final transient List<InvalidField> fields;

    public BadRequestException(String field, @Nullable Object value, String expected) {
        this(List.of(new InvalidField(field, value, expected)));
    }

    public BadRequestException(List<InvalidField> fields) {
        super(fields.stream().map(InvalidField::toString).collect(Collectors.joining("; ")));
        this.fields = List.copyOf(fields);
    }

    public List<InvalidField> fields() {
        return fields;
    }
}
