package io.stacklens.pipeline.http;

/** A value in a request that cannot be used; answered with 400. */
public final class InvalidValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String value;
    private final String expected;

    public InvalidValueException(String field, String value, String expected) {
        super(new InvalidField(field, value, expected).toString());
        this.field = field;
        this.value = value;
        this.expected = expected;
    }

    public String field() {
        return field;
    }

    public String value() {
        return value;
    }

    public String expected() {
        return expected;
    }
}
