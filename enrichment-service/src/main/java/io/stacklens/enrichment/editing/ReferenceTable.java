package io.stacklens.enrichment.editing;

import io.stacklens.enrichment.editing.Field.Kind;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table that operators edit. Its first field is its key. */
enum ReferenceTable {
    USER_PROFILES(
            "user-profiles",
            new Field("user_id", Kind.KEY),
            new Field("name", Kind.TEXT),
            new Field("segment", Kind.TEXT),
            new Field("home_country", Kind.COUNTRY),
            new Field("risk_score", Kind.SCORE)),
    BUSINESS_ACCOUNTS(
            "business-accounts",
            new Field("account_id", Kind.KEY),
            new Field("tier", Kind.TEXT),
            new Field("revenue", Kind.NUMBER),
            new Field("risk_score", Kind.SCORE)),
    SERVICES(
            "services",
            new Field("service", Kind.KEY),
            new Field("owner", Kind.TEXT),
            new Field("tier", Kind.TEXT),
            new Field("runbook_url", Kind.LINK));

    private final String path;

    @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable list of records.
    private final List<Field> fields;

    ReferenceTable(String path, Field... fields) {
        this.path = path;
        this.fields = List.of(fields);
    }

    static Optional<ReferenceTable> ofPath(String path) {
        return Arrays.stream(values()).filter(table -> table.path.equals(path)).findFirst();
    }

    String sqlName() {
        return path.replace('-', '_');
    }

    List<Field> fields() {
        return fields;
    }

    Field key() {
        return fields.getFirst();
    }

    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** The row that a JSON object describes; a member that is missing is null. */
    Map<String, @Nullable Object> read(JsonNode object) throws UnfitValueException {
        if (!object.isObject()) {
            throw new UnfitValueException(null, object.toString(), "a JSON object");
        }
        for (String name : object.propertyNames()) {
            if (field(name).isEmpty()) {
                throw new UnfitValueException(name, null, "one of " + fieldNames());
            }
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (Field field : fields) {
            row.put(field.name(), field.read(object.get(field.name())));
        }
        return row;
    }

    String fieldNames() {
        return String.join(", ", fields.stream().map(Field::name).toList());
    }
}
