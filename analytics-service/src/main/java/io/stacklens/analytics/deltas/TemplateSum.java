package io.stacklens.analytics.deltas;

import io.stacklens.model.window.TemplateDelta;

/** One template in one minute, as far as it has been added up in this poll. */
final class TemplateSum {

    private static final int MAX_TEMPLATE_LENGTH = 1_000;
    private static final int MAX_SAMPLE_LENGTH = 300;

    private final String template;
    private long count;
    private long errorCount;
    private String sample = "";
    private long lastSeen = Long.MIN_VALUE;

    TemplateSum(String template) {
        this.template = Texts.bounded(template, MAX_TEMPLATE_LENGTH);
    }

    void add(Columns columns, int row, boolean isError) {
        // The sample is the first record, but the first error if there is one.
        if (count == 0 || (isError && errorCount == 0)) {
            String body = columns.bodies().get(row);
            sample = body == null ? "" : Texts.bounded(body, MAX_SAMPLE_LENGTH);
        }
        count++;
        if (isError) {
            errorCount++;
        }
        lastSeen = Math.max(lastSeen, columns.eventTime(row));
    }

    TemplateDelta toDelta(TemplateKey key) {
        return new TemplateDelta(
                key.templateId(),
                template,
                key.exceptionType(),
                key.minuteStart(),
                count,
                errorCount,
                sample,
                lastSeen);
    }

    /** A template's minute; {@code exceptionType} is empty when there is none. */
    record TemplateKey(String templateId, String exceptionType, long minuteStart) {}
}
