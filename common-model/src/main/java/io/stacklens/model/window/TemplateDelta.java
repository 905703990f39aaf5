package io.stacklens.model.window;

/**
 * How often a template came in a minute, for counts per template and groups of errors.
 *
 * @param templateId its fingerprint
 * @param template its text, variables as {@code <*>}
 * @param exceptionType empty if the records name none
 * @param minuteStart seconds since the epoch
 * @param errorCount those of severity ERROR or worse, or with an HTTP status of 500 or more
 * @param sample the body of one of the records, cut to a few hundred characters
 * @param lastSeen latest event time among them, in nanoseconds since the epoch
 */
public record TemplateDelta(
        String templateId,
        String template,
        String exceptionType,
        long minuteStart,
        long count,
        long errorCount,
        String sample,
        long lastSeen) {}
