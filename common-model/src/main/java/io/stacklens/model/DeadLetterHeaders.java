package io.stacklens.model;

/** Names of the headers that a record in a dead-letter topic carries; values are UTF-8 text. */
public final class DeadLetterHeaders {

    /**
     * The consumer group that could not handle the record, such as {@code parser} or {@code
     * analytics-store}.
     */
    public static final String STAGE = "stacklens-stage";

    /** Why, as one of a small set of words, such as {@code undecodable}. */
    public static final String REASON = "stacklens-reason";

    /** Simple name of the exception's class, or empty. */
    public static final String ERROR_CLASS = "stacklens-error-class";

    /** The exception's message, or a sentence that says what was found and what was expected. */
    public static final String ERROR = "stacklens-error";

    public static final String SOURCE_TOPIC = "stacklens-source-topic";
    public static final String SOURCE_PARTITION = "stacklens-source-partition";
    public static final String SOURCE_OFFSET = "stacklens-source-offset";

    /** Position in the batch when a single log record was taken out of it; else absent. */
    public static final String SOURCE_INDEX = "stacklens-source-index";

    /**
     * A {@code RawBatch} of that single log record without its body: what stood beside its bytes,
     * and where it was first collected. Not text. Only where the value is a record's body alone.
     */
    public static final String ENVELOPE = "stacklens-envelope";

    /** How often it was tried, replays included. */
    public static final String ATTEMPTS = "stacklens-attempts";

    /** When it was given up, RFC 3339. */
    public static final String TIME = "stacklens-time";

    /**
     * In a replayed record, and in the dead letter that it becomes when it fails again: the ids of
     * the dead letters it was, the oldest first, separated by commas.
     */
    public static final String REPLAYED_FROM = "stacklens-replayed-from";

    /**
     * In a replayed record: the only consumer group that takes it. Without it all readers of the
     * topic do.
     */
    public static final String REPLAYED_TO = "stacklens-replayed-to";

    private DeadLetterHeaders() {}
}
