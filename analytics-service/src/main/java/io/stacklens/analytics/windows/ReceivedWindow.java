package io.stacklens.analytics.windows;

import io.stacklens.model.Topics;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.WindowMetrics;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A published window with the sketches that make it mergeable again. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReceivedWindow(
        WindowMetrics metrics, byte @Nullable [] latencySketch, byte @Nullable [] usersSketch) {

    static ReceivedWindow of(ConsumerRecord<byte[], byte[]> record) {
        return new ReceivedWindow(
                Json.read(record.value(), WindowMetrics.class),
                header(record, Topics.LATENCY_SKETCH_HEADER),
                header(record, Topics.USERS_SKETCH_HEADER));
    }

    private static byte @Nullable [] header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }
}
