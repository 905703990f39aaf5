package io.stacklens.dashboard.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.model.Topics;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Map;

class DeadLettersIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @BeforeAll
    static void giveUpRecords() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", RunningDashboard.shared().bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < 5; i++) {
                ProducerRecord<byte[], byte[]> letter =
                        new ProducerRecord<>(
                                Topics.deadLetters(Topics.COLLECTED_LOGS),
                                i % 4,
                                null,
                                ("bad\0 line " + i).getBytes(StandardCharsets.UTF_8));
                header(letter, DeadLetterHeaders.STAGE, i == 4 ? "test-other" : "test-parser");
                header(letter, DeadLetterHeaders.REASON, "undecodable");
                header(letter, DeadLetterHeaders.ERROR, "magic 7 (expected: R)");
                header(letter, DeadLetterHeaders.SOURCE_TOPIC, Topics.COLLECTED_LOGS);
                header(letter, DeadLetterHeaders.SOURCE_PARTITION, Integer.toString(i % 4));
                header(letter, DeadLetterHeaders.SOURCE_OFFSET, Integer.toString(100 + i));
                header(letter, DeadLetterHeaders.TIME, "2025-01-01T00:00:0" + i + "Z");
                producer.send(letter).get();
            }
            // One that another tool has written, without any header.
            producer.send(
                            new ProducerRecord<>(
                                    Topics.deadLetters(Topics.PARSED_LOGS), new byte[] {1, 2, 3}))
                    .get();
        }
    }

    @Test
    void listsNewestFirst() {
        JsonNode items = dashboard.get("/api/v1/dead-letters?stage=test-parser").items();

        assertThat(items.findValuesAsString("offset")).containsExactly("103", "102", "101", "100");
        JsonNode newest = items.get(0);
        assertThat(newest.get("id").asString()).startsWith("collected-logs.dlq:3:");
        assertThat(newest.get("topic").asString()).isEqualTo("collected-logs");
        assertThat(newest.get("partition").asInt()).isEqualTo(3);
        assertThat(newest.get("reason").asString()).isEqualTo("undecodable");
        assertThat(newest.get("error").asString()).isEqualTo("magic 7 (expected: R)");
        assertThat(newest.get("time").asString()).isEqualTo("2025-01-01T00:00:03Z");
        assertThat(newest.get("size").asInt()).isEqualTo(11);
        assertThat(newest.get("preview").asString()).isEqualTo("bad. line 3");
    }

    @Test
    void pagesAndNarrows() {
        JsonNode first = dashboard.get("/api/v1/dead-letters?stage=test-parser&limit=3").json();
        JsonNode rest =
                dashboard
                        .get(
                                "/api/v1/dead-letters?stage=test-parser&limit=3&cursor="
                                        + first.get("next_cursor").asString())
                        .json();

        assertThat(first.get("items").findValuesAsString("offset"))
                .containsExactly("103", "102", "101");
        assertThat(rest.get("items").findValuesAsString("offset")).containsExactly("100");
        assertThat(rest.get("next_cursor").isNull()).isTrue();
        assertThat(dashboard.get("/api/v1/dead-letters?topic=nothing").items()).isEmpty();
    }

    @Test
    void showsALetterWithoutHeaders() {
        JsonNode letter = dashboard.get("/api/v1/dead-letters?topic=parsed-logs").items().get(0);

        assertThat(letter.get("topic").asString()).isEqualTo("parsed-logs");
        assertThat(letter.get("stage").asString()).isEqualTo("unknown");
        assertThat(letter.get("offset").isNull()).isTrue();
        assertThat(letter.get("preview").asString()).isEqualTo("...");
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
