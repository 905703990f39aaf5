package io.stacklens.pipeline.topic;

import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.MalformedBatchException;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.model.batch.SeenKeys;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowDelta;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The value of a Kafka record as something that is written as JSON. */
public final class ValueJson {

    private ValueJson() {}

    /** What a value of this topic means; empty when it is not what belongs there. */
    public static Optional<Object> decoded(String topic, byte[] value) {
        try {
            return Optional.of(
                    switch (topic) {
                        case Topics.COLLECTED_LOGS ->
                                RawBatch.decode(value).records().stream()
                                        .map(ValueJson::raw)
                                        .toList();
                        case Topics.PARSED_LOGS, Topics.ENRICHED_LOGS ->
                                LogBatch.decode(value).records();
                        case Topics.SEEN_KEYS -> SeenKeys.decode(value).parts();
                        case Topics.WINDOW_DELTAS -> delta(WindowDelta.decode(value));
                        default -> Json.mapper().readTree(value);
                    });
        } catch (JacksonException | MalformedBatchException e) {
            return Optional.empty();
        }
    }

    /** Text as it is, other bytes in hexadecimal. */
    public static String textOrHex(byte[] bytes) {
        return text(bytes).orElseGet(() -> HexFormat.of().formatHex(bytes));
    }

    /** The bytes as text, if that is what they are. */
    public static Optional<String> text(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c))
                    ? Optional.empty()
                    : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
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
        json.put("series", delta.series().stream().map(ValueJson::series).toList());
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
}
