package io.stacklens.dashboard.http;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

import java.time.Instant;

/**
 * Reads times in bodies as {@link Texts#time} reads those in parameters; numbers are milliseconds.
 */
final class TimeReader extends StdScalarDeserializer<Instant> {

    TimeReader() {
        super(Instant.class);
    }

    @Override
    public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.currentToken().isScalarValue()) {
            return (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
        String text = parser.getString();
        try {
            return Texts.time(text);
        } catch (UnexpectedTextException e) {
            throw context.weirdStringException(text, Instant.class, e.expected());
        }
    }
}
