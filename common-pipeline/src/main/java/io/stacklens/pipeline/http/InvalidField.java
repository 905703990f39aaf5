package io.stacklens.pipeline.http;

import org.jspecify.annotations.Nullable;

/** A field of a request whose value is not one it takes. */
public record InvalidField(String field, @Nullable Object value, String expected) {

    @Override
    public String toString() {
        return "%s: '%s' (expected: %s)".formatted(field, value, expected);
    }
}
