package io.stacklens.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Sends to the broker and looks into the database of an integration test. */
final class PlatformClient implements AutoCloseable {

    private final EmbeddedPlatform platform;
    private final KafkaProducer<byte[], byte[]> producer;
    private final JdbcTemplate jdbc;
    private long offset;

    PlatformClient(EmbeddedPlatform platform, Database database) {
        this.platform = platform;
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", platform.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.jdbc =
                new JdbcTemplate(
                        new DriverManagerDataSource(
                                database.url(), database.appUser(), database.appPassword()));
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }

    /** Lets the broker tell a group that it has to begin at the start, while it has no members. */
    void setBack(String group) throws ExecutionException, InterruptedException {
        try (Admin admin =
                Admin.create(
                        Map.<String, Object>of("bootstrap.servers", platform.bootstrapServers()))) {
            Map<TopicPartition, OffsetAndMetadata> start = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .keySet()
                    .forEach(partition -> start.put(partition, new OffsetAndMetadata(0)));
            admin.alterConsumerGroupOffsets(group, start).all().get();
        }
    }

    void makeAnew(String... topics) throws ExecutionException, InterruptedException {
        TopicsMadeAnew.make(platform.bootstrapServers(), topics);
    }

    void send(String topic, int partition, byte[] key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, partition, key, value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void send(String topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A batch as enrichment makes it: every other record an error, each with a duration. */
    void sendLogs(String service, Instant time, int records) {
        LogBatchBuilder rows = new LogBatchBuilder();
        for (int i = 0; i < records; i++) {
            rows.addRow();
            rows.put(LogColumn.TIMESTAMP, EpochNanos.of(time) + i)
                    .put(LogColumn.OBSERVED_TIMESTAMP, EpochNanos.of(time) + i)
                    .put(LogColumn.SEVERITY_NUMBER, i % 2 == 0 ? 17 : 9)
                    .put(LogColumn.SERVICE, service)
                    .put(LogColumn.BODY, "payment " + i + " done")
                    .put(LogColumn.HTTP_METHOD, "GET")
                    .put(LogColumn.HTTP_ROUTE, "/pay/{id}")
                    .put(LogColumn.HTTP_STATUS, 200)
                    .put(LogColumn.DURATION_MS, 1.0 + i)
                    .put(LogColumn.TEMPLATE_ID, "pay-" + service)
                    .put(LogColumn.TEMPLATE, "payment <*> done")
                    .put(LogColumn.USER_ID, "user-" + i % 7)
                    .put(LogColumn.RAW_SIZE, 100)
                    .put(LogColumn.ORIGIN_OFFSET, offset)
                    .put(LogColumn.ORIGIN_INDEX, i);
        }
        LogBatch batch = rows.build();
        send(Topics.ENRICHED_LOGS, (int) (offset++ % 4), null, batch.encode());
    }

    @Override
    public void close() {
        producer.close();
    }
}
