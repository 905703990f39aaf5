package io.stacklens.standalone;

import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.MalformedBatchException;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.model.batch.SeenKeys;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowDelta;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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
            headers.put(header.key(), textOrHex(header.value()));
        }
        return headers;
    }

    private static @Nullable Object value(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        try {
            return switch (topic) {
                case Topics.COLLECTED_LOGS ->
                        RawBatch.decode(value).records().stream().map(RecordJson::raw).toList();
                case Topics.PARSED_LOGS, Topics.ENRICHED_LOGS -> LogBatch.decode(value).records();
                case Topics.SEEN_KEYS -> SeenKeys.decode(value).parts();
                case Topics.WINDOW_DELTAS -> delta(WindowDelta.decode(value));
                default -> Json.mapper().readTree(value);
            };
        } catch (JacksonException | MalformedBatchException e) {
            return textOrHex(value); // not what belongs on this topic, or a dead letter
        }
    }

    private static Map<String, @Nullable Object> raw(RawRecord record) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("observed_timestamp", record.observedTimestamp());
        json.put("source", record.source());
        json.put("service", record.service());
        json.put("format_hint", record.formatHint());
        json.put("attributes", record.attributes());
        json.put("body", record.bodyText());
        return json;
    }

    private static Map<String, Object> delta(WindowDelta delta) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("service", delta.service());
        json.put("series", delta.series().stream().map(RecordJson::series).toList());
        json.put("templates", delta.templates());
        return json;
    }

    private static Map<String, @Nullable Object> series(SeriesDelta delta) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("route", delta.route());
        json.put("bucket_start", delta.bucketStart());
        json.put("event_count", delta.counted().eventCount());
        json.put("error_count", delta.counted().errorCount());
        json.put("samples", delta.samples());
        return json;
    }

    private static String textOrHex(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c))
                    ? HexFormat.of().formatHex(bytes)
                    : text;
        } catch (CharacterCodingException e) {
            return HexFormat.of().formatHex(bytes);
        }
    }
}
