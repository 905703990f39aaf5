package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.Ingest;
import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
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

    @Test
    void anEditedReplayIsStoredAndCountedOnce() throws Exception {
        writeGarbage();
        String service = "mended-" + run;
        String mended =
                "{\\\"level\\\":\\\"error\\\",\\\"message\\\":\\\"mended %s\\\"}".formatted(run);
        try (ApiClient api = platform.api();
                Ingest ingest = platform.ingest()) {
            String id = awaitLetters(api, 1).getFirst().path("id").asString();
            JsonNode shown = api.get("/dead-letters/" + id);
            assertThat(shown.path("hex").get(0).asString()).endsWith("no batch at all:");
            String request =
                    """
                    {"ids":["%1$s"],"edited":{"%1$s":{"body":"%2$s","service":"%3$s"}},"by":"e2e"}\
                    """
                            .formatted(id, mended, service);

            assertThat(outcomes(api.post("/dead-letters/replay", request)))
                    .containsExactly("replayed");
            assertThat(outcomes(api.post("/dead-letters/replay", request)))
                    .containsExactly("already_replayed");

            await().atMost(SOON).until(() -> api.count("mended " + run) == 1);
            JsonNode stored = api.items("/logs", "q", run).getFirst();
            assertThat(stored.path("severity").asString()).isEqualTo("ERROR");
            assertThat(stored.path("attributes").path("replayed_from").asString()).isEqualTo(id);
            assertThat(stored.path("id").asString())
                    .matches("[0-9a-f]{16}-1-%x-0".formatted(shown.path("offset").asLong()));
            assertCountsOnce(api, ingest, service);
        }
    }

    @Test
    void aReplayGoesOnlyToTheStageThatCouldNotHandleIt() throws Exception {
        String service = "twofold-" + run;
        write(Topics.ENRICHED_LOGS);
        String bytes = Base64.getEncoder().encodeToString(batch(service).encode());
        try (ApiClient api = platform.api();
                Ingest ingest = platform.ingest()) {
            List<JsonNode> letters = awaitLetters(api, 2);
            assertThat(letters)
                    .extracting(letter -> letter.path("stage").asString())
                    .containsExactlyInAnyOrder("analytics-store", "analytics-deltas");
            for (JsonNode letter : letters) {
                String request =
                        """
                        {"ids":["%1$s"],"edited":{"%1$s":{"bytes_base64":"%2$s"}}}\
                        """
                                .formatted(letter.path("id").asString(), bytes);
                assertThat(outcomes(api.post("/dead-letters/replay", request)))
                        .containsExactly("replayed");
            }

            await().atMost(SOON).until(() -> api.count(run) == 1);
            assertCountsOnce(api, ingest, service);
        }
    }

    /** A line behind it has come through, and there are just the two. */
    private void assertCountsOnce(ApiClient api, Ingest ingest, String service) throws Exception {
        await().atMost(SOON).until(() -> events(api, service) == 1);
        ingest.post("/ingest/" + service, "behind " + run);
        await().atMost(SOON).until(() -> events(api, service) == 2);
        await().atMost(SOON).until(() -> api.count(run) == 2);
    }

    private static long events(ApiClient api, String service) {
        return api.items("/metrics", "service", service, "window", "1hour").stream()
                .mapToLong(window -> window.path("event_count").asLong())
                .sum();
    }

    private static List<String> outcomes(ApiClient.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("items").findValuesAsString("outcome");
    }

    private List<JsonNode> awaitLetters(ApiClient api, int count) {
        return await().atMost(SOON)
                .until(() -> api.items("/dead-letters", "text", run), l -> l.size() == count);
    }

    private LogBatch batch(String service) {
        LogBatchBuilder batch = new LogBatchBuilder();
        batch.addRow();
        return batch.put(LogColumn.OBSERVED_TIMESTAMP, EpochNanos.of(Instant.now()))
                .put(LogColumn.SEVERITY_NUMBER, 9L)
                .put(LogColumn.SERVICE, service)
                .put(LogColumn.BODY, "twofold " + run)
                .build();
    }

    private RecordMetadata writeGarbage() throws Exception {
        return write(Topics.COLLECTED_LOGS);
    }

    private RecordMetadata write(String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", platform.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(topic, 1, null, garbage)).get();
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
