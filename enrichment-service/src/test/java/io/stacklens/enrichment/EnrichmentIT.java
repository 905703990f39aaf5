package io.stacklens.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.Business;
import io.stacklens.model.LogRecord;
import io.stacklens.model.Topics;
import io.stacklens.model.User;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The service on a real broker and a real database, whose connection the test can cut. */
class EnrichmentIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int PARTITION = 2;

    private static Cable cable;
    private static ServletWebServerApplicationContext service;
    private static KafkaProducer<byte[], byte[]> producer;
    private static KafkaConsumer<byte[], byte[]> enriched;

    @BeforeAll
    static void start() throws Exception {
        EmbeddedPlatform platform = EmbeddedPlatform.shared();
        Database database = platform.newDatabase();
        URI address = URI.create(database.url().substring("jdbc:".length()));
        cable = new Cable(address.getPort());
        try (Connection owner =
                        DriverManager.getConnection(
                                database.url(), database.ownerUser(), database.ownerPassword());
                Statement statement = owner.createStatement()) {
            statement.execute("insert into user_profiles values ('u-1', 'Ada', 'gold')");
            statement.execute(
                    "insert into business_accounts values ('acme', 'enterprise', 1.5e6, 50)");
        }
        String url =
                database.url().replace(":" + address.getPort() + "/", ":" + cable.port() + "/");
        service =
                (ServletWebServerApplicationContext)
                        EnrichmentApplication.application()
                                .run(
                                        "--server.port=0",
                                        "--spring.kafka.bootstrap-servers="
                                                + platform.bootstrapServers(),
                                        "--spring.datasource.url=" + url,
                                        "--spring.datasource.username=" + database.appUser(),
                                        "--spring.datasource.password=" + database.appPassword(),
                                        "--stacklens.enrichment.reference.timeout=20s",
                                        "--stacklens.enrichment.reference.retry-after=200ms");
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", platform.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        enriched =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", platform.bootstrapServers(),
                                "isolation.level", "read_committed",
                                "auto.offset.reset", "earliest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        enriched.assign(List.of(new TopicPartition(Topics.ENRICHED_LOGS, PARTITION)));
    }

    @AfterAll
    static void stop() throws Exception {
        enriched.close();
        producer.close();
        service.close();
        cable.close();
    }

    @Test
    void addsUserBusinessAndRiskInTheSamePartitionAndLeavesTheRest() throws Exception {
        String body = "login of " + UUID.randomUUID();
        LogBatchBuilder lines = line(body, "u-1", "acme");
        lines.addRow();
        lines.put(LogColumn.BODY, "another").put(LogColumn.USER_ID, "nobody");
        lines.putAttribute("kept", "yes");

        send(lines.build());

        LogBatch batch = receive(body);
        LogRecord first = batch.record(0);
        assertThat(first.user()).isEqualTo(new User("Ada", "gold"));
        assertThat(first.business()).isEqualTo(new Business("enterprise", 1.5e6, 50));
        assertThat(first.riskScore()).isEqualTo(25 + 20);
        LogRecord second = batch.record(1);
        assertThat(second.user()).isNull();
        assertThat(second.riskScore()).isZero();
        assertThat(second.attributes()).containsEntry("kept", "yes");
        assertFatesAddUp();
    }

    @Test
    void forwardsWithoutReferenceDataWhileTheDatabaseIsAway() throws Exception {
        cable.pull();
        try {
            String body = "without " + UUID.randomUUID();
            String unseen = "u-" + UUID.randomUUID();
            send(line(body, unseen, "account-" + unseen).build());

            LogRecord record = receive(body).record(0);
            assertThat(record.user()).isNull();
            assertThat(record.riskScore()).isEqualTo(25);
            assertThat(counter("stacklens.enrichment.lookups", "stage", "user", "result", "failed"))
                    .isPositive();
            assertThat(put("/api/v1/user-profiles/u-back", "{\"name\":\"Bea\"}")).isEqualTo(503);
        } finally {
            cable.plug();
        }

        // And takes the data up again.
        assertThat(put("/api/v1/user-profiles/u-back", "{\"name\":\"Bea\"}")).isEqualTo(200);
        await().atMost(LONG)
                .untilAsserted(
                        () -> {
                            String body = "again " + UUID.randomUUID();
                            send(line(body, "u-back", "acme").build());
                            assertThat(receive(body).record(0).user())
                                    .isEqualTo(new User("Bea", null));
                        });
        assertFatesAddUp();
    }

    @Test
    void anEditCountsForTheNextBatch() throws Exception {
        String body = "edited " + UUID.randomUUID();
        assertThat(put("/api/v1/business-accounts/shop", "{\"tier\":\"free\",\"risk_score\":10}"))
                .isEqualTo(200);
        send(line(body + " a", "u-1", "shop").build());
        assertThat(receive(body + " a").record(0).business().tier()).isEqualTo("free");

        assertThat(put("/api/v1/business-accounts/shop", "{\"tier\":\"paid\",\"risk_score\":100}"))
                .isEqualTo(200);
        send(line(body + " b", "u-1", "shop").build());

        LogRecord record = receive(body + " b").record(0);
        assertThat(record.business()).isEqualTo(new Business("paid", null, 100));
        assertThat(record.riskScore()).isEqualTo(25 + 40);
        assertThat(get("/api/v1/business-accounts?limit=1&cursor=sho").body())
                .isEqualTo(
                        "{\"items\":[{\"account_id\":\"shop\",\"tier\":\"paid\",\"revenue\":null,"
                                + "\"risk_score\":100}],\"next_cursor\":null}");
    }

    @Test
    void refusesARiskScoreOutOfRange() throws Exception {
        assertThat(put("/api/v1/business-accounts/shop2", "{\"risk_score\":101}")).isEqualTo(400);
        assertThat(get("/api/v1/business-accounts/shop2").statusCode()).isEqualTo(404);
    }

    @Test
    void aBatchThatDoesNotDecodeGoesToTheDeadLetters() throws Exception {
        double before =
                counter("stacklens.enrichment.records.dead_lettered", "reason", "undecodable");
        producer.send(new ProducerRecord<>(Topics.PARSED_LOGS, PARTITION, null, new byte[] {1, 2}))
                .get(30, TimeUnit.SECONDS);

        await().atMost(LONG)
                .until(
                        () ->
                                counter(
                                                "stacklens.enrichment.records.dead_lettered",
                                                "reason",
                                                "undecodable")
                                        == before + 1);
        assertFatesAddUp();
    }

    private static LogBatchBuilder line(String body, String user, String account) {
        LogBatchBuilder lines = new LogBatchBuilder();
        lines.addRow();
        lines.put(LogColumn.OBSERVED_TIMESTAMP, 1_770_000_000_000_000_000L)
                .put(LogColumn.SEVERITY_NUMBER, 17)
                .put(LogColumn.BODY, body)
                .put(LogColumn.SERVICE, "shop")
                .put(LogColumn.USER_ID, user)
                .put(LogColumn.ACCOUNT_ID, account);
        return lines;
    }

    private static void send(LogBatch batch) throws Exception {
        producer.send(new ProducerRecord<>(Topics.PARSED_LOGS, PARTITION, null, batch.encode()))
                .get(30, TimeUnit.SECONDS);
    }

    /** The enriched batch whose first body is this. */
    private static LogBatch receive(String body) {
        LogBatch[] found = new LogBatch[1];
        await().atMost(LONG)
                .until(
                        () -> {
                            for (ConsumerRecord<byte[], byte[]> record :
                                    enriched.poll(Duration.ofMillis(100))) {
                                LogBatch batch = LogBatch.decode(record.value());
                                if (body.equals(batch.texts(LogColumn.BODY).get(0))) {
                                    found[0] = batch;
                                }
                            }
                            return found[0] != null;
                        });
        return found[0];
    }

    private static void assertFatesAddUp() {
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(counter("stacklens.enrichment.records.received"))
                                        .isPositive()
                                        .isEqualTo(
                                                counter("stacklens.enrichment.records.forwarded")
                                                        + counter(
                                                                "stacklens.enrichment.records.discarded")
                                                        + counter(
                                                                "stacklens.enrichment.records.dead_lettered")));
    }

    private static double counter(String name, String... tags) {
        return service.getBean(MeterRegistry.class).find(name).tags(tags).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static int put(String path, String json) throws Exception {
        return exchange(
                        HttpRequest.newBuilder(uri(path))
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofString(json)))
                .statusCode();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return exchange(HttpRequest.newBuilder(uri(path)));
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + service.getWebServer().getPort() + path);
    }
}
