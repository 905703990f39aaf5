package io.stacklens.dashboard.deadletters;

import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.MalformedBatchException;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.WindowDelta;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import tools.jackson.core.JacksonException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bytes that a dead letter is replayed as. Log records are told in their attributes that they
 * were replayed, and keep the place of their first collection and so their ids. What does not
 * decode and is not edited goes as it is: a newer version of the stage may be able to read it.
 */
final class ReplayValue {

    private static final String REPLAYED_FROM = "replayed_from";
    private static final String REPLAY_ATTEMPT = "replay_attempt";
    private static final String REPLAY_EDITED = "replay_edited";

    private ReplayValue() {}

    static byte[] of(ConsumerRecord<byte[], byte[]> record, DeadLetter letter, Edit edit) {
        if (edit.body() != null && edit.bytesBase64() != null) {
            throw new ReplayRefusedException("body and bytes_base64 (expected: one of them)");
        }
        if (edit.body() != null && edit.body().isBlank()) {
            throw new ReplayRefusedException("body is empty (expected: what to send instead)");
        }
        if (edit.service() != null && !letter.topic().equals(Topics.COLLECTED_LOGS)) {
            throw new ReplayRefusedException(
                    "service of a record of %s (expected: only with %s)"
                            .formatted(letter.topic(), Topics.COLLECTED_LOGS));
        }
        byte[] bytes = bytes(record, edit);
        return switch (letter.topic()) {
            case Topics.COLLECTED_LOGS -> collected(record, bytes, letter, edit);
            case Topics.PARSED_LOGS, Topics.ENRICHED_LOGS -> logs(bytes, letter, edit);
            case Topics.WINDOW_DELTAS -> delta(bytes, edit);
            default -> document(bytes, edit);
        };
    }

    private static byte[] bytes(ConsumerRecord<byte[], byte[]> record, Edit edit) {
        if (edit.bytesBase64() == null) {
            return record.value() == null ? new byte[0] : record.value();
        }
        try {
            return Base64.getDecoder().decode(edit.bytesBase64());
        } catch (IllegalArgumentException e) {
            throw new ReplayRefusedException("bytes_base64: " + e.getMessage());
        }
    }

    private static byte[] collected(
            ConsumerRecord<byte[], byte[]> record, byte[] bytes, DeadLetter letter, Edit edit) {
        CollectedReplay replay = new CollectedReplay(letter, edit, history(letter, edit));
        Header envelope = record.headers().lastHeader(DeadLetterHeaders.ENVELOPE);
        if (envelope != null) {
            return replay.ofEnvelope(RawBatch.decode(envelope.value()), bytes).encode();
        }
        if (letter.index() != null) {
            return replay.ofBody(bytes).encode();
        }
        try {
            return replay.ofBatch(RawBatch.decode(bytes)).encode();
        } catch (MalformedBatchException e) {
            if (edit.bytesBase64() != null) {
                throw new ReplayRefusedException("bytes_base64: " + e.getMessage());
            }
            return edit.body() == null ? bytes : replay.ofBody(bytes).encode();
        }
    }

    private static byte[] logs(byte[] bytes, DeadLetter letter, Edit edit) {
        LogBatch batch;
        Map<String, String> history = history(letter, edit);
        LogBatchBuilder changed = new LogBatchBuilder();
        try {
            batch = LogBatch.decode(bytes);
            batch.verify();
        } catch (MalformedBatchException e) {
            if (!edit.isNone()) {
                throw new ReplayRefusedException(
                        "%s (expected: bytes_base64 of a batch)".formatted(e.getMessage()));
            }
            return bytes;
        }
        requireOneRow(batch.size(), edit);
        for (int row = 0; row < batch.size(); row++) {
            changed.addRow();
            if (edit.body() != null) {
                changed.put(LogColumn.BODY, edit.body());
            }
            Map<String, String> attributes =
                    new LinkedHashMap<>(batch.maps(LogColumn.ATTRIBUTES).get(row));
            attributes.putAll(history);
            attributes.forEach(changed::putAttribute);
        }
        return batch.with(changed.build()).encode();
    }

    static void requireOneRow(int rows, Edit edit) {
        if (edit.body() != null && rows != 1) {
            throw new ReplayRefusedException(
                    "body for a batch of %d records (expected: 1, or bytes_base64)"
                            .formatted(rows));
        }
    }

    private static byte[] delta(byte[] bytes, Edit edit) {
        if (edit.body() != null) {
            throw new ReplayRefusedException("body of a window delta (expected: bytes_base64)");
        }
        if (edit.bytesBase64() != null) {
            try {
                WindowDelta.decode(bytes);
            } catch (MalformedBatchException e) {
                throw new ReplayRefusedException("bytes_base64: " + e.getMessage());
            }
        }
        return bytes;
    }

    private static byte[] document(byte[] bytes, Edit edit) {
        byte[] json = edit.body() == null ? bytes : edit.body().getBytes(StandardCharsets.UTF_8);
        if (!edit.isNone()) {
            try {
                Json.mapper().readTree(json);
            } catch (JacksonException e) {
                throw new ReplayRefusedException("not JSON: " + e.getOriginalMessage());
            }
        }
        return json;
    }

    private static Map<String, String> history(DeadLetter letter, Edit edit) {
        Map<String, String> history = new LinkedHashMap<>();
        history.put(REPLAYED_FROM, ReplayRecord.history(letter));
        history.put(REPLAY_ATTEMPT, Long.toString(letter.attempts() + 1));
        if (!edit.isNone()) {
            history.put(REPLAY_EDITED, "true");
        }
        return history;
    }
}
