package io.stacklens.enrichment.editing;

import io.stacklens.enrichment.editing.BulkResult.LineError;
import io.stacklens.enrichment.editing.LineSource.Line;
import io.stacklens.pipeline.http.BodyRefusedException;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Stores the rows of a body, some hundred at a time, each chunk whole. A line that cannot be used
 * is rejected alone. What was stored before the database went away stays; the body can be sent
 * again.
 */
@Component
class BulkUpsert {

    private static final int MOST_ERRORS = 1_000;
    private static final int LONGEST_VALUE = 256;

    private final ReferenceEdits edits;
    private final BulkProperties properties;

    BulkUpsert(ReferenceEdits edits, BulkProperties properties) {
        this.edits = edits;
        this.properties = properties;
    }

    BulkResult save(ReferenceTable table, String contentType, InputStream body) throws IOException {
        BufferedInputStream in = new BufferedInputStream(body, 1 << 16);
        boolean isCsv = isCsv(contentType, in);
        int longest = Math.toIntExact(properties.maxLineSize().toBytes());
        LineSource lines = new LineSource(in, longest, isCsv);
        RowFormat format = isCsv ? csv(table, lines.next()) : RowFormat.ndjson(table);
        return new Run(table, format).save(lines);
    }

    /** The content type says so, or what the body begins with. */
    private static boolean isCsv(String contentType, BufferedInputStream in) throws IOException {
        String type = contentType.toLowerCase(Locale.ROOT);
        if (type.contains("csv") || type.contains("json")) {
            return type.contains("csv");
        }
        in.mark(64);
        int first = in.read();
        while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            first = in.read();
        }
        in.reset();
        return first != '{';
    }

    private static RowFormat csv(ReferenceTable table, @Nullable Line header) {
        String text = header == null ? null : header.text();
        return RowFormat.csv(table, text == null ? "" : text);
    }

    /** One request. */
    private final class Run {
        private final ReferenceTable table;
        private final RowFormat format;

        /** By key, since a statement can change a row only once; the last line counts. */
        private final Map<String, Map<String, @Nullable Object>> rows = new LinkedHashMap<>();

        private final List<LineError> errors = new ArrayList<>();
        private long pending;
        private long accepted;
        private long rejected;
        private long read;

        Run(ReferenceTable table, RowFormat format) {
            this.table = table;
            this.format = format;
        }

        BulkResult save(LineSource lines) throws IOException {
            try {
                takeAll(lines);
            } catch (BodyRefusedException e) {
                flush();
                throw new BulkStoppedException(
                        e.status(), String.valueOf(e.getMessage()), result());
            }
            flush();
            return result();
        }

        private void takeAll(LineSource lines) throws IOException {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                if (++read > properties.maxLines()) {
                    flush();
                    throw new BulkStoppedException(
                            HttpStatus.CONTENT_TOO_LARGE,
                            "more than %d lines".formatted(properties.maxLines()),
                            result());
                }
                take(line);
                if (pending == properties.chunk()) {
                    flush();
                }
            }
        }

        private void take(Line line) {
            String text = line.text();
            if (text == null) {
                reject(line, new UnfitValueException(null, null, line.problem()));
            } else if (!text.isBlank()) {
                try {
                    Map<String, @Nullable Object> row = format.read(text);
                    String key = String.valueOf(row.get(table.key().name()));
                    rows.remove(key);
                    rows.put(key, row);
                    pending++;
                } catch (UnfitValueException e) {
                    reject(line, e);
                }
            }
        }

        private void flush() {
            if (rows.isEmpty()) {
                return;
            }
            try {
                edits.save(table, List.copyOf(rows.values()));
            } catch (DataAccessResourceFailureException | TransientDataAccessException e) {
                throw new BulkStoppedException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "the database does not answer; send the rest again",
                        result());
            }
            accepted += pending;
            pending = 0;
            rows.clear();
        }

        private void reject(Line line, UnfitValueException why) {
            rejected++;
            if (errors.size() < MOST_ERRORS) {
                String value = why.value();
                errors.add(
                        new LineError(
                                line.number(),
                                why.field(),
                                value == null || value.length() <= LONGEST_VALUE
                                        ? value
                                        : value.substring(0, LONGEST_VALUE),
                                why.reason()));
            }
        }

        private BulkResult result() {
            return new BulkResult(accepted, rejected, List.copyOf(errors));
        }
    }
}
