package io.stacklens.dashboard.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawBatchBuilder;
import io.stacklens.model.batch.RawColumn;
import io.stacklens.model.batch.RawRecord;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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

    @Test
    void findsByTextAndTime() {
        assertThat(
                        dashboard
                                .get("/api/v1/dead-letters?stage=test-parser&text=LINE%202")
                                .items()
                                .findValuesAsString("offset"))
                .containsExactly("102");
        assertThat(dashboard.get("/api/v1/dead-letters?stage=test&from=2025-01-01").status())
                .isEqualTo(400);
        assertThat(
                        dashboard
                                .get("/api/v1/dead-letters?from=2025-01-01T00:00:02Z&stage=test")
                                .items()
                                .findValuesAsString("offset"))
                .containsExactly("104", "103", "102");
        assertThat(
                        dashboard
                                .get("/api/v1/dead-letters?from=" + Instant.now().plusSeconds(900))
                                .items())
                .isEmpty();
        assertThat(
                        dashboard
                                .get("/api/v1/dead-letters?to=" + Instant.now().minusSeconds(900))
                                .items())
                .isEmpty();
    }

    @Test
    void showsOneWithItsBytes() {
        String id =
                dashboard
                        .get("/api/v1/dead-letters?stage=test-parser")
                        .items()
                        .get(0)
                        .get("id")
                        .asString();

        JsonNode letter = dashboard.get("/api/v1/dead-letters/" + id).json();

        assertThat(letter.get("id").asString()).isEqualTo(id);
        assertThat(letter.get("offset").asInt()).isEqualTo(103);
        assertThat(letter.get("headers").get("stacklens-reason").asString())
                .isEqualTo("undecodable");
        assertThat(letter.get("hex").get(0).asString())
                .isEqualTo(
                        "00000000  62 61 64 00 20 6c 69 6e 65 20 33                 bad. line 3");
        assertThat(letter.get("text").isNull()).isTrue();
        assertThat(letter.get("decoded").isNull()).isTrue();
        assertThat(letter.get("bytes_base64").asString()).isEqualTo("YmFkACBsaW5lIDM=");
        assertThat(dashboard.get("/api/v1/dead-letters/collected-logs.dlq:3:99999").status())
                .isEqualTo(404);
        assertThat(dashboard.get("/api/v1/dead-letters/collected-logs:3:0").status())
                .isEqualTo(404);
    }

    @Test
    void showsSecretsOnlyInTheOriginalWhichIsAudited() throws Exception {
        String source = "secret-" + UUID.randomUUID();
        String secret = "hunter2-" + source;
        String id;
        try (KafkaProducer<byte[], byte[]> producer = producer(producerSettings())) {
            ProducerRecord<byte[], byte[]> letter =
                    new ProducerRecord<>(
                            Topics.deadLetters(Topics.COLLECTED_LOGS),
                            0,
                            null,
                            bytes("login of %s password=%s".formatted(source, secret)));
            header(letter, DeadLetterHeaders.STAGE, source);
            header(letter, DeadLetterHeaders.REASON, "failed");
            header(letter, DeadLetterHeaders.ERROR, "no such pwd=" + secret);
            header(letter, DeadLetterHeaders.SOURCE_TOPIC, Topics.COLLECTED_LOGS);
            header(letter, DeadLetterHeaders.SOURCE_PARTITION, "0");
            header(letter, DeadLetterHeaders.SOURCE_OFFSET, "9");
            header(letter, DeadLetterHeaders.SOURCE_INDEX, "3");
            RawRecord beside =
                    new RawRecord(
                            new byte[0],
                            0,
                            null,
                            source,
                            null,
                            Map.of("api_key", secret, "tag", "shop"),
                            1);
            letter.headers()
                    .add(
                            DeadLetterHeaders.ENVELOPE,
                            new RawBatchBuilder().add(beside).build().encode());
            id = "collected-logs.dlq:0:" + producer.send(letter).get().offset();
        }

        JsonNode listed = dashboard.get("/api/v1/dead-letters?stage=" + source).json();
        JsonNode shown = dashboard.get("/api/v1/dead-letters/" + id).json();
        JsonNode original = dashboard.get("/api/v1/dead-letters/" + id + "/original").json();

        assertThat(listed.get("items").get(0).get("preview").asString())
                .isEqualTo("login of %s password=[redacted:password]".formatted(source));
        assertThat(dashboard.get("/api/v1/dead-letters?text=" + secret).items()).isEmpty();
        assertThat(shown.get("text").asString()).endsWith(" password=[redacted:password]");
        assertThat(shown.get("error").asString()).isEqualTo("no such pwd=[redacted:password]");
        assertThat(shown.get("envelope").get(0).get("attributes").get("api_key").asString())
                .isEqualTo("[redacted:secret]");
        assertThat(shown.get("envelope").get(0).get("attributes").get("tag").asString())
                .isEqualTo("shop");
        assertThat(shown.get("bytes_base64").isNull()).isTrue();
        assertThat(shown.get("redacted").asBoolean()).isTrue();
        assertThat(shown.get("size")).isEqualTo(original.get("size"));
        assertThat(listed.toString() + shown).doesNotContain(secret);
        assertThat(original.get("text").asString()).endsWith(" password=" + secret);
        assertThat(original.get("redacted").asBoolean()).isFalse();
        assertThat(dashboard.get("/api/v1/audit?action=read&object=dead-letters").items())
                .extracting(entry -> entry.get("object").asString())
                .contains("dead-letters/" + id + "/original");
        replay(id);
        assertThat(text(sent(source).getFirst().value())).contains("password=" + secret);
    }

    @Test
    void showsNoSecretsOfABatch() throws Exception {
        String source = "batch-" + UUID.randomUUID();
        String secret = "hunter2-" + source;
        RawRecord record =
                new RawRecord(bytes("a line"), 0, null, source, null, Map.of("api_key", secret), 1);
        byte[] batch = new RawBatchBuilder().add(record).build().encode();
        String id;
        try (KafkaProducer<byte[], byte[]> producer = producer(producerSettings())) {
            ProducerRecord<byte[], byte[]> letter =
                    new ProducerRecord<>(Topics.deadLetters(Topics.COLLECTED_LOGS), 0, null, batch);
            header(letter, DeadLetterHeaders.STAGE, source);
            header(letter, DeadLetterHeaders.SOURCE_TOPIC, Topics.COLLECTED_LOGS);
            id = "collected-logs.dlq:0:" + producer.send(letter).get().offset();
        }

        JsonNode listed = dashboard.get("/api/v1/dead-letters?stage=" + source).json();
        JsonNode shown = dashboard.get("/api/v1/dead-letters/" + id).json();

        assertThat(listed.get("items").get(0).get("size").asInt()).isEqualTo(batch.length);
        assertThat(shown.get("decoded").get(0).get("body").asString()).isEqualTo("a line");
        assertThat(shown.get("redacted").asBoolean()).isTrue();
        assertThat(shown.get("bytes_base64").isNull()).isTrue();
        assertThat(String.join("", texts(shown.get("hex")))).doesNotContain("hunter");
        assertThat(listed.toString() + shown).doesNotContain(secret);
    }

    private static List<String> texts(JsonNode items) {
        return items.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void countsThemByStageReasonAndTopic() {
        JsonNode summary = dashboard.get("/api/v1/dead-letters/summary").json();

        assertThat(summary.get("complete").asBoolean()).isTrue();
        assertThat(summary.get("total").asLong()).isGreaterThanOrEqualTo(6);
        assertThat(summary.get("items"))
                .filteredOn(group -> group.get("stage").asString().startsWith("test-"))
                .extracting(
                        group -> group.get("stage").asString(),
                        group -> group.get("reason").asString(),
                        group -> group.get("count").asInt())
                .containsExactlyInAnyOrder(
                        tuple("test-parser", "undecodable", 4),
                        tuple("test-other", "undecodable", 1));
    }

    @Test
    void replaysEachOnceAlsoWhenItIsThereTwice() throws Exception {
        String source = "replays-" + UUID.randomUUID();
        String first = giveUp(source, 7);
        String same = giveUp(source, 7);
        String other = giveUp(source, 8);

        JsonNode answer = replay(first, same, "collected-logs.dlq:0:99999", "nonsense");

        assertThat(answer.get("items").findValuesAsString("outcome"))
                .containsExactly("replayed", "already_replayed", "not_found", "not_found");
        JsonNode again = replay(first, other);
        assertThat(again.get("replayed").asInt()).isEqualTo(1);
        assertThat(again.get("items").get(0).get("detail").asString())
                .startsWith("already replayed at ");
        assertThat(sent(source)).hasSize(2);
        assertThat(dashboard.get("/actuator/prometheus").body())
                .contains(
                        "stacklens_dead_letters_replayed_total{service=\"dashboard\",stage=\"other\"}");
        JsonNode listed = dashboard.get("/api/v1/dead-letters?text=" + source).items();
        assertThat(listed)
                .hasSize(3)
                .allSatisfy(
                        letter -> {
                            assertThat(letter.get("replay").get("by").asString()).isEqualTo("ada");
                            assertThat(letter.get("replay").get("edited").asBoolean()).isFalse();
                        });
    }

    @Test
    void replaysWhatMatchesOldestFirst() throws Exception {
        String source = "filtered-" + UUID.randomUUID();
        try (KafkaProducer<byte[], byte[]> producer = producer(producerSettings())) {
            for (int offset = 20; offset < 45; offset++) {
                giveUp(producer, source, offset);
            }
        }
        String request = "{\"filter\":{\"text\":\"%s\"},\"limit\":23}".formatted(source);

        JsonNode first = dashboard.post("/api/v1/dead-letters/replay", request).json();
        JsonNode second = dashboard.post("/api/v1/dead-letters/replay", request).json();
        JsonNode third = dashboard.post("/api/v1/dead-letters/replay", request).json();

        assertThat(first.get("replayed").asInt()).isEqualTo(23);
        assertThat(second.get("replayed").asInt()).isEqualTo(2);
        assertThat(third.get("items")).isEmpty();
        List<ConsumerRecord<byte[], byte[]>> sent = sent(source);
        assertThat(sent).hasSize(25);
        // Offset 22 is the oldest of the newest 23.
        assertThat(text(sent.getFirst().value())).contains("bytes 22 of");
    }

    @Test
    void replaysAnEditAndRefusesWhatCannotBe() throws Exception {
        String source = "edited-" + UUID.randomUUID();
        String letter = giveUp(source, 7);
        JsonNode refused = replayEdited(letter, "{\"bytes_base64\":\"AAAA\"}");
        JsonNode emptied = replayEdited(letter, "{\"body\":\" \"}");
        JsonNode replayed = replayEdited(letter, "{\"body\":\"mended %s\"}".formatted(source));

        assertThat(emptied.get("items").get(0).get("outcome").asString()).isEqualTo("refused");
        assertThat(refused.get("items").get(0).get("outcome").asString()).isEqualTo("refused");
        assertThat(replayed.get("replayed").asInt()).isEqualTo(1);
        RawBatch sent = RawBatch.decode(sent(source).getFirst().value());
        assertThat(sent.record(0).bodyText()).isEqualTo("mended " + source);
        assertThat(sent.record(0).attributes()).containsEntry("replayed_from", letter);
        assertThat(sent.longs(RawColumn.ORIGIN_OFFSET).get(0)).isEqualTo(7);
    }

    @Test
    void refusesARequestThatSaysNotWhich() {
        for (String request :
                List.of("{}", "{\"filter\":{}}", "{\"filter\":{\"stagee\":\"parser\"}}")) {
            assertThat(dashboard.post("/api/v1/dead-letters/replay", request).status())
                    .as(request)
                    .isEqualTo(400);
        }
        assertThat(
                        dashboard
                                .post(
                                        "/api/v1/dead-letters/replay",
                                        "{\"ids\":[\"a\"],\"edited\":{\"b\":{\"body\":\"c\"}}}")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void sendsNothingOfWhatAnotherInstanceHasTakenOver() throws Exception {
        String source = "fenced-" + UUID.randomUUID();
        String letter = giveUp(source, 7);
        // An instance that was killed in the middle of it: its record must never be seen.
        Map<String, Object> settings = new HashMap<>(producerSettings());
        settings.put("transactional.id", "stacklens-dead-letter-replays");
        try (KafkaProducer<byte[], byte[]> killed = producer(settings)) {
            killed.initTransactions();
            killed.beginTransaction();
            killed.send(
                            new ProducerRecord<>(
                                    Topics.COLLECTED_LOGS, 0, null, bytes("half " + source)))
                    .get();

            JsonNode answer = replay(letter);

            assertThat(answer.get("replayed").asInt()).isEqualTo(1);
            assertThat(sent(source)).hasSize(1);
            assertThatThrownBy(killed::commitTransaction).isInstanceOf(KafkaException.class);
        }
        assertThat(sent(source)).hasSize(1);
    }

    private JsonNode replayEdited(String id, String edit) {
        String request = "{\"ids\":[\"%1$s\"],\"edited\":{\"%1$s\":%2$s}}".formatted(id, edit);
        return dashboard.post("/api/v1/dead-letters/replay", request).json();
    }

    private JsonNode replay(String... ids) {
        String quoted = String.join("\",\"", ids);
        return dashboard
                .post(
                        "/api/v1/dead-letters/replay",
                        "{\"ids\":[\"%s\"],\"by\":\"ada\"}".formatted(quoted))
                .json();
    }

    /** A letter about the record at this offset; returns its id. */
    private static String giveUp(KafkaProducer<byte[], byte[]> producer, String source, int offset)
            throws Exception {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(
                        Topics.deadLetters(Topics.COLLECTED_LOGS),
                        0,
                        null,
                        bytes("bytes %d of %s".formatted(offset, source)));
        header(letter, DeadLetterHeaders.STAGE, source);
        header(letter, DeadLetterHeaders.REASON, "failed");
        header(letter, DeadLetterHeaders.SOURCE_TOPIC, Topics.COLLECTED_LOGS);
        header(letter, DeadLetterHeaders.SOURCE_PARTITION, "0");
        header(letter, DeadLetterHeaders.SOURCE_OFFSET, Integer.toString(offset));
        header(letter, DeadLetterHeaders.TIME, "2026-03-01T12:00:00Z");
        return "collected-logs.dlq:0:" + producer.send(letter).get().offset();
    }

    private static String giveUp(String source, int offset) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(producerSettings())) {
            return giveUp(producer, source, offset);
        }
    }

    /** What is committed on {@code collected-logs} and speaks of this source. */
    private List<ConsumerRecord<byte[], byte[]>> sent(String source) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", dashboard.bootstrapServers());
        settings.put("isolation.level", "read_committed");
        TopicPartition place = new TopicPartition(Topics.COLLECTED_LOGS, 0);
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long end = consumer.endOffsets(List.of(place)).get(place);
            while (consumer.position(place) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        found.removeIf(record -> !text(record.value()).contains(source));
        return found;
    }

    private static Map<String, Object> producerSettings() {
        return Map.of("bootstrap.servers", RunningDashboard.shared().bootstrapServers());
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
