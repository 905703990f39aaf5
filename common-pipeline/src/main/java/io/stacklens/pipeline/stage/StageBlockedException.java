package io.stacklens.pipeline.stage;

/** Something that a stage cannot go on without is away; the poll is rolled back and tried again. */
public final class StageBlockedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StageBlockedException(String message, Throwable cause) {
        super(message, cause);
    }
}
