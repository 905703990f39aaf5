package io.stacklens.enrichment.editing;

import io.stacklens.model.json.Json;
import io.stacklens.pipeline.http.InvalidValueException;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a line is turned into a row. */
@FunctionalInterface
interface RowFormat {

    Map<String, @Nullable Object> read(String line) throws UnfitValueException;

    /** A JSON object a line. */
    static RowFormat ndjson(ReferenceTable table) {
        return line -> {
            try {
                return table.read(Json.mapper().readTree(line));
            } catch (JacksonException e) {
                throw new UnfitValueException(null, null, "JSON: " + e.getOriginalMessage());
            }
        };
    }

    /**
     * Values in the order of the header; a field that it does not name is null.
     *
     * @throws InvalidValueException if the header names what the table has not, or not its key
     */
    static RowFormat csv(ReferenceTable table, String header) {
        List<Field> columns = columns(table, header);
        return line -> {
            List<String> values = CsvLine.split(line);
            if (values.size() != columns.size()) {
                throw new UnfitValueException(
                        null, null, "%d values, found %d".formatted(columns.size(), values.size()));
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            table.fields().forEach(field -> row.put(field.name(), null));
            for (int i = 0; i < values.size(); i++) {
                Field field = columns.get(i);
                row.put(field.name(), field.read(values.get(i)));
            }
            return row;
        };
    }

    private static List<Field> columns(ReferenceTable table, String header) {
        String expected = "names among " + table.fieldNames();
        try {
            List<Field> columns = new ArrayList<>();
            for (String name : CsvLine.split(header)) {
                columns.add(
                        table.field(name.strip())
                                .orElseThrow(
                                        () -> new InvalidValueException("header", name, expected)));
            }
            if (!columns.contains(table.key()) || new HashSet<>(columns).size() != columns.size()) {
                throw new InvalidValueException(
                        "header", header, expected + ", each once, with " + table.key().name());
            }
            return columns;
        } catch (UnfitValueException e) {
            throw new InvalidValueException("header", header, e.reason());
        }
    }
}
