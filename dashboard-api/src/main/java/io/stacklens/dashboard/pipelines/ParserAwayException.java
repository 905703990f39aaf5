package io.stacklens.dashboard.pipelines;

/** The parser did not answer. */
final class ParserAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ParserAwayException(Throwable cause) {
        super("the parser does not answer", cause);
    }
}
