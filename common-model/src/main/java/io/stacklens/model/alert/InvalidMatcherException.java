package io.stacklens.model.alert;

import org.jspecify.annotations.Nullable;

/** A matcher that cannot be: names its part, what was found there and what was expected. */
public class InvalidMatcherException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String part;
    private final @Nullable String found;
    private final String expected;

    public InvalidMatcherException(String part, @Nullable String found, String expected) {
        super("%s: '%s' (expected: %s)".formatted(part, found, expected));
        this.part = part;
        this.found = found;
        this.expected = expected;
    }

    /** {@code field}, {@code operator} or {@code value}. */
    public String part() {
        return part;
    }

    public @Nullable String found() {
        return found;
    }

    public String expected() {
        return expected;
    }
}
