package io.stacklens.dashboard.http;

/** A text that is none of those a parameter takes; whoever knows the parameter's name adds it. */
public class UnexpectedTextException extends IllegalArgumentException {

    private final String expected;

    public UnexpectedTextException(String expected) {
        super("expected: " + expected);
        this.expected = expected;
    }

    public String expected() {
        return expected;
    }
}
