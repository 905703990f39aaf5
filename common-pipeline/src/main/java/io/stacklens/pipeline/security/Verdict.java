package io.stacklens.pipeline.security;

/** What credentials are worth. */
sealed interface Verdict {

    /** They say who it is. */
    record Accepted(Caller caller) implements Verdict {}

    /**
     * They do not count.
     *
     * @param reason for the one who sent them
     */
    record Refused(String reason) implements Verdict {}

    /**
     * Nobody can tell now.
     *
     * @param reason what is missing
     */
    record Undecided(String reason) implements Verdict {}
}
