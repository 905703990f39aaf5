package io.stacklens.model.json;

import io.stacklens.model.RecordId;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads a {@link RecordId} from its text. */
final class RecordIdDeserializer extends StdDeserializer<RecordId> {

    RecordIdDeserializer() {
        super(RecordId.class);
    }

    @Override
    public RecordId deserialize(JsonParser parser, DeserializationContext context) {
        return RecordId.parse(parser.getString());
    }
}
