package io.stacklens.model.json;

import io.stacklens.model.RecordId;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * The JSON form of everything that people consume: snake_case names in the order of declaration,
 * times in RFC 3339 UTC, absent values as null.
 */
public final class Json {

    private static final JsonMapper MAPPER = configure(JsonMapper.builder()).build();

    private Json() {}

    /** The shared mapper; thread-safe. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** Gives a mapper of another framework the same form. */
    public static JsonMapper.Builder configure(JsonMapper.Builder builder) {
        return builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .addModule(recordIds());
    }

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static <T> T read(byte[] json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    private static SimpleModule recordIds() {
        SimpleModule module = new SimpleModule("stacklens-record-ids");
        module.addSerializer(RecordId.class, ToStringSerializer.instance);
        module.addDeserializer(RecordId.class, new RecordIdDeserializer());
        return module;
    }
}
