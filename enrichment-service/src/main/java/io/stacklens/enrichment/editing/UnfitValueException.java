package io.stacklens.enrichment.editing;

import org.jspecify.annotations.Nullable;

/** A value that a row cannot have. */
final class UnfitValueException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String field;
    private final @Nullable String value;
    private final String reason;

    /**
     * @param field null when the whole line is meant
     * @param reason what was expected
     */
    UnfitValueException(@Nullable String field, @Nullable String value, String reason) {
        super(reason, null, false, false);
        this.field = field;
        this.value = value;
        this.reason = reason;
    }

    @Nullable String field() {
        return field;
    }

    @Nullable String value() {
        return value;
    }

    String reason() {
        return reason;
    }
}
