package io.stacklens.dashboard.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.json.Json;
import io.stacklens.pipeline.redact.RedactionKind;
import io.stacklens.pipeline.redact.Redactor;
import io.stacklens.pipeline.topic.ValueJson;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes out of dead letters, before anybody sees them, what the parser takes out of lines, by the
 * parser's own settings. The topic keeps the bytes.
 */
@Component
class LetterRedaction {

    private static final String SETTINGS = "stacklens.parser.redaction.";

    private final Set<RedactionKind> kinds;

    LetterRedaction(Environment settings) {
        kinds =
                RedactionKind.wanted(
                        settings.getProperty(SETTINGS + "secrets", Boolean.class, true),
                        settings.getProperty(SETTINGS + "emails", Boolean.class, false),
                        settings.getProperty(SETTINGS + "ibans", Boolean.class, false),
                        settings.getProperty(SETTINGS + "ssns", Boolean.class, false));
    }

    /** The letter at the same place with clean bytes, key and headers; empty when it is clean. */
    Optional<ConsumerRecord<byte[], byte[]>> redacted(ConsumerRecord<byte[], byte[]> letter) {
        Redactor redactor = new Redactor(kinds);
        byte[] key = redacted(redactor, letter.key());
        byte[] value = value(redactor, letter);
        Headers headers = redacted(redactor, letter.headers());
        if (redactor.takeCounts().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ConsumerRecord<>(
                        letter.topic(),
                        letter.partition(),
                        letter.offset(),
                        letter.timestamp(),
                        letter.timestampType(),
                        letter.serializedKeySize(),
                        letter.value() == null ? ConsumerRecord.NULL_SIZE : letter.value().length,
                        key,
                        value,
                        headers,
                        Optional.empty()));
    }

    /** What bytes mean, as JSON without secrets. */
    JsonNode redacted(Object decoded) {
        JsonNode copy = Json.mapper().<JsonNode>valueToTree(decoded).deepCopy();
        return redacted(new Redactor(kinds), null, copy);
    }

    /**
     * What decodes is looked through field by field, and is its JSON if there was something: in a
     * batch the name of an attribute does not stand beside the value.
     */
    private static byte @Nullable [] value(
            Redactor redactor, ConsumerRecord<byte[], byte[]> letter) {
        byte[] value = letter.value();
        DeadLetter form = DeadLetterForm.read(letter);
        if (value != null && form.index() == null) {
            Object decoded = ValueJson.decoded(form.topic(), value).orElse(null);
            JsonNode json = Json.mapper().valueToTree(decoded);
            JsonNode clean = redacted(redactor, null, json.deepCopy());
            if (!clean.equals(json)) {
                return Json.write(clean);
            }
        }
        return redacted(redactor, value);
    }

    private static JsonNode redacted(Redactor redactor, @Nullable String name, JsonNode json) {
        switch (json) {
            case ObjectNode object -> {
                for (String member : List.copyOf(object.propertyNames())) {
                    object.set(member, redacted(redactor, member, object.path(member)));
                }
            }
            case ArrayNode items -> {
                for (int i = 0; i < items.size(); i++) {
                    items.set(i, redacted(redactor, name, items.get(i)));
                }
            }
            default -> {
                if (json.isString() || json.isNumber()) {
                    return value(redactor, name, json);
                }
            }
        }
        return json;
    }

    private static JsonNode value(Redactor redactor, @Nullable String name, JsonNode json) {
        byte[] key = name == null ? new byte[0] : name.getBytes(UTF_8);
        byte[] value = json.asString().getBytes(UTF_8);
        return redactor.find(key, value, 0, value.length)
                ? Json.mapper()
                        .getNodeFactory()
                        .stringNode(new String(redactor.redacted(value, 0, value.length), UTF_8))
                : json;
    }

    private static Headers redacted(Redactor redactor, Headers headers) {
        Headers clean = new RecordHeaders();
        for (Header header : headers) {
            clean.add(header.key(), redacted(redactor, header));
        }
        return clean;
    }

    private static byte @Nullable [] redacted(Redactor redactor, Header header) {
        byte[] value = header.value();
        return value != null && redactor.find(header.key().getBytes(UTF_8), value, 0, value.length)
                ? redactor.redacted(value, 0, value.length)
                : value;
    }

    private static byte @Nullable [] redacted(Redactor redactor, byte @Nullable [] bytes) {
        byte[] clean = bytes == null ? null : redactor.redactedOrNull(bytes, 0, bytes.length);
        return clean == null ? bytes : clean;
    }
}
