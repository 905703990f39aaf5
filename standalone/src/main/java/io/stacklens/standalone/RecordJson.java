package io.stacklens.standalone;

import io.stacklens.model.json.Json;
import io.stacklens.pipeline.topic.ValueJson;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Kafka record as one line of JSON: where it lies, its key, its headers, and its value decoded.
 */
final class RecordJson {

    private RecordJson() {}

    static String of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("partition", record.partition());
        json.put("offset", record.offset());
        if (record.key() != null) {
            json.put("key", new String(record.key(), StandardCharsets.UTF_8));
        }
        if (record.headers().iterator().hasNext()) {
            json.put("headers", headers(record));
        }
        json.put("value", value(record.topic(), record.value()));
        return Json.mapper().writeValueAsString(json);
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), ValueJson.textOrHex(header.value()));
        }
        return headers;
    }

    /** What is not what belongs on this topic, or is a dead letter, as it is. */
    private static @Nullable Object value(String topic, byte @Nullable [] value) {
        return value == null
                ? null
                : ValueJson.decoded(topic, value).orElseGet(() -> ValueJson.textOrHex(value));
    }
}
