package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.Ingest;
import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.model.Topics;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A record that no service can read goes to the dead letters with its reason; the rest goes on. */
class DeadLettersIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final SharedPlatform platform = SharedPlatform.get();
    private final String run = platform.newRun();
    private final byte[] garbage = ("no batch at all: " + run).getBytes(StandardCharsets.UTF_8);

    @Test
    void aCorruptRecordIsKeptWithItsReasonAndHoldsNothingUp() throws Exception {
        RecordMetadata written = writeGarbage();

        try (Ingest ingest = platform.ingest();
                ApiClient api = platform.api();
                TopicReader deadLetters =
                        new TopicReader(
                                platform.bootstrapServers(),
                                Topics.deadLetters(Topics.COLLECTED_LOGS))) {
            ingest.post("/ingest/after-" + run, "after " + run);

            await().atMost(SOON).until(() -> api.count(run) == 1);
            ConsumerRecord<byte[], byte[]> kept =
                    await().atMost(SOON)
                            .until(() -> own(deadLetters), list -> list.size() == 1)
                            .getFirst();
            assertThat(header(kept, DeadLetterHeaders.REASON)).isEqualTo("undecodable");
            assertThat(header(kept, DeadLetterHeaders.STAGE)).isEqualTo("parser");
            assertThat(header(kept, DeadLetterHeaders.SOURCE_TOPIC))
                    .isEqualTo(Topics.COLLECTED_LOGS);
            assertThat(header(kept, DeadLetterHeaders.SOURCE_OFFSET))
                    .isEqualTo(Long.toString(written.offset()));
            JsonNode listed =
                    await().atMost(SOON)
                            .until(() -> listed(api), list -> list.size() == 1)
                            .getFirst();
            assertThat(listed.path("stage").asString()).isEqualTo("parser");
            assertThat(listed.path("error").asString()).isNotBlank();
        }
    }

    private RecordMetadata writeGarbage() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", platform.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(Topics.COLLECTED_LOGS, 1, null, garbage))
                    .get();
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> own(TopicReader deadLetters) {
        return deadLetters.readAll().stream()
                .filter(record -> java.util.Arrays.equals(record.value(), garbage))
                .toList();
    }

    private List<JsonNode> listed(ApiClient api) {
        return api.items("/dead-letters").stream()
                .filter(item -> item.path("reason").asString().equals("undecodable"))
                .filter(item -> item.path("preview").asString().contains(run))
                .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
