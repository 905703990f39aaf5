package io.stacklens.parser.batch;

import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.MapColumn;
import io.stacklens.parser.category.Category;
import io.stacklens.parser.category.CategoryModel;
import io.stacklens.parser.category.TemplateCategories;
import io.stacklens.parser.exception.ExceptionFinder;
import io.stacklens.parser.line.Attributes;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.parser.template.Fingerprint;
import io.stacklens.parser.template.TemplateMasker;
import io.stacklens.parser.time.SourceZones;
import io.stacklens.pipeline.redact.Redactor;
import io.stacklens.pipeline.text.Ascii;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * Completes a draft by the rules that hold for all formats (severity, service, times that cannot
 * be, exception, template) and writes it as a row. Not thread-safe.
 */
final class RowWriter {

    /** The timestamp as the source wrote it, when it is not believed or fits no record. */
    static final String SOURCE_TIMESTAMP = "source_timestamp";

    private static final LogColumn[] TEXTS = {
        LogColumn.SEVERITY_TEXT,
        LogColumn.SERVICE,
        LogColumn.HOST,
        LogColumn.TRACE_ID,
        LogColumn.SPAN_ID,
        LogColumn.LOGGER,
        LogColumn.HTTP_METHOD,
        LogColumn.HTTP_ROUTE,
        LogColumn.URL_PATH,
        LogColumn.CLIENT_ADDRESS,
        LogColumn.USER_ID,
        LogColumn.ACCOUNT_ID,
        LogColumn.EXCEPTION_TYPE
    };

    private static final byte[] UNKNOWN = "unknown".getBytes(StandardCharsets.US_ASCII);

    /** Outlives the writer: a poll has one of its own, and templates come back in the next. */
    private static final TemplateCategories CATEGORIES =
            new TemplateCategories(CategoryModel.shipped());

    private static final int LONGEST_SERVICE = 128;
    private static final int LONGEST_FIELD = 256;

    private final long maxFutureNanos;
    private final SourceZones zones;
    private final Redactor redactor;
    private final TemplateMasker masker = new TemplateMasker();
    private final Slice exceptionType = new Slice();
    private final byte[] fingerprint = new byte[Fingerprint.LENGTH];
    private Category category = Category.OTHER;

    RowWriter(Duration maxFuture, SourceZones zones, Redactor redactor) {
        maxFutureNanos = maxFuture.toNanos();
        this.zones = zones;
        this.redactor = redactor;
    }

    /** Does all that could go wrong, so that {@link #write} never leaves half a row. */
    void complete(LogDraft draft, RawRows raw, int index) {
        findException(draft);
        decideSeverity(draft);
        decideService(draft, raw, index);
        zones.settle(draft, raw.source(index));
        checkTimestamp(draft);
        noteLosses(draft);
        if (draft.has(LogColumn.BODY)) {
            Slice body = draft.text(LogColumn.BODY);
            masker.mask(body.bytes(), body.start(), body.end());
        } else {
            masker.mask(UNKNOWN, 0, 0);
        }
        long hash = Fingerprint.hash(masker.text(), masker.size());
        Fingerprint.write(hash, fingerprint);
        category = category(draft, hash);
    }

    /** A request of which its text does not say what it is about is a request. */
    private Category category(LogDraft draft, long templateHash) {
        Category told = CATEGORIES.of(templateHash, masker.text(), masker.size());
        boolean isRequest = draft.httpStatus() != 0 && draft.has(LogColumn.HTTP_METHOD);
        return told == Category.OTHER && isRequest ? Category.HTTP : told;
    }

    void write(LogDraft draft, RawRows raw, int index, int rawSize, LogBatchBuilder builder) {
        builder.addRow();
        builder.put(LogColumn.TIMESTAMP, draft.timestamp())
                .put(LogColumn.OBSERVED_TIMESTAMP, draft.observedTimestamp())
                .put(LogColumn.SEVERITY_NUMBER, draft.severityNumber())
                .put(LogColumn.FORMAT, draft.format())
                .put(LogColumn.TEMPLATE_ID, fingerprint, 0, fingerprint.length)
                .put(LogColumn.TEMPLATE, masker.text(), 0, masker.size())
                .put(LogColumn.CATEGORY, category.text(), 0, category.text().length)
                .put(LogColumn.ORIGIN_PARTITION, raw.originPartition(index))
                .put(LogColumn.ORIGIN_OFFSET, raw.originOffset(index))
                .put(LogColumn.ORIGIN_INDEX, raw.originIndex(index))
                .put(LogColumn.RAW_SIZE, rawSize)
                .put(LogColumn.LINE_COUNT, raw.lineCount(index));
        if (draft.httpStatus() != 0) {
            builder.put(LogColumn.HTTP_STATUS, draft.httpStatus());
        }
        if (!Double.isNaN(draft.durationMs())) {
            builder.put(LogColumn.DURATION_MS, draft.durationMs());
        }
        writeTexts(draft, builder);
        writeAttributes(draft.attributes(), builder);
        writeReceivedAttributes(raw.attributes(), index, builder);
    }

    private void findException(LogDraft draft) {
        int severity = draft.severityNumber();
        boolean isWorthASearch = severity == 0 || severity >= Severity.WARN.number();
        if (draft.has(LogColumn.EXCEPTION_TYPE) || !draft.has(LogColumn.BODY) || !isWorthASearch) {
            return;
        }
        Slice body = draft.text(LogColumn.BODY);
        if (ExceptionFinder.find(body.bytes(), body.start(), body.end(), exceptionType)) {
            draft.put(
                    LogColumn.EXCEPTION_TYPE,
                    exceptionType.bytes(),
                    exceptionType.start(),
                    exceptionType.end());
        }
    }

    private static void decideSeverity(LogDraft draft) {
        if (draft.severityNumber() != 0) {
            return;
        }
        Severity severity;
        if (draft.httpStatus() >= 500) {
            severity = Severity.ERROR;
        } else if (draft.httpStatus() >= 400) {
            severity = Severity.WARN;
        } else if (draft.has(LogColumn.EXCEPTION_TYPE)) {
            severity = Severity.ERROR;
        } else {
            severity = Severity.INFO;
        }
        draft.putSeverity(severity.number());
    }

    private void checkTimestamp(LogDraft draft) {
        if (!draft.hasTimestamp()) {
            return;
        }
        boolean isFuture = draft.timestamp() - maxFutureNanos > draft.observedTimestamp();
        if (isFuture || draft.timestamp() == 0) {
            Slice text = draft.timestampText();
            draft.addNote(SOURCE_TIMESTAMP, text.toString());
            draft.putTimestamp(0, text.bytes(), text.start(), text.end());
        }
    }

    /** The record's own, else the request's, else the program that syslog names. */
    private static void decideService(LogDraft draft, RawRows raw, int index) {
        Slice appName = draft.appName();
        String requested = raw.service(index);
        boolean isElsewhere = draft.has(LogColumn.SERVICE);
        if (!isElsewhere && requested != null && !requested.isEmpty()) {
            byte[] service = requested.getBytes(StandardCharsets.UTF_8);
            draft.put(LogColumn.SERVICE, service, 0, service.length);
            isElsewhere = true;
        }
        if (!isElsewhere) {
            draft.put(LogColumn.SERVICE, appName.bytes(), appName.start(), appName.end());
        } else if (appName.length() > 0 && !isService(appName, draft)) {
            draft.addAttribute("app_name", appName.bytes(), appName.start(), appName.end());
        }
        draft.put(LogColumn.SERVICE, UNKNOWN, 0, UNKNOWN.length);
    }

    private static boolean isService(Slice name, LogDraft draft) {
        Slice service = draft.text(LogColumn.SERVICE);
        return Arrays.equals(
                name.bytes(),
                name.start(),
                name.end(),
                service.bytes(),
                service.start(),
                service.end());
    }

    private static void noteLosses(LogDraft draft) {
        Attributes attributes = draft.attributes();
        if (attributes.cut() > 0) {
            draft.addNote("attributes_cut", Integer.toString(attributes.cut()));
        }
        if (attributes.leftOut() > 0) {
            draft.addNote("attributes_left_out", Integer.toString(attributes.leftOut()));
        }
    }

    private static void writeTexts(LogDraft draft, LogBatchBuilder builder) {
        if (draft.has(LogColumn.BODY)) {
            Slice body = draft.text(LogColumn.BODY);
            builder.put(LogColumn.BODY, body.bytes(), body.start(), body.length());
        } else {
            builder.put(LogColumn.BODY, UNKNOWN, 0, 0);
        }
        for (LogColumn column : TEXTS) {
            if (draft.has(column)) {
                Slice text = draft.text(column);
                int longest = column == LogColumn.SERVICE ? LONGEST_SERVICE : LONGEST_FIELD;
                int end = text.end();
                if (text.length() > longest) {
                    int cut = text.start() + longest;
                    end = Ascii.characterBoundary(text.bytes(), text.start(), cut);
                }
                builder.put(column, text.bytes(), text.start(), end - text.start());
            }
        }
    }

    private static void writeAttributes(Attributes attributes, LogBatchBuilder builder) {
        for (int i = 0; i < attributes.size(); i++) {
            Slice key = attributes.key(i);
            Slice value = attributes.value(i);
            builder.putAttribute(
                    key.bytes(),
                    key.start(),
                    key.length(),
                    value.bytes(),
                    value.start(),
                    value.length());
        }
    }

    private void writeReceivedAttributes(MapColumn received, int index, LogBatchBuilder builder) {
        for (int pair = received.firstPair(index); pair < received.firstPair(index + 1); pair++) {
            byte[] key = received.key(pair).getBytes(StandardCharsets.UTF_8);
            byte[] bytes = received.bytes();
            int start = received.valueOffset(pair);
            int length = received.valueLength(pair);
            if (redactor.find(key, bytes, start, start + length)) {
                bytes = redactor.redacted(bytes, start, start + length);
                start = 0;
                length = bytes.length;
            }
            builder.putAttribute(key, 0, key.length, bytes, start, length);
        }
    }
}
