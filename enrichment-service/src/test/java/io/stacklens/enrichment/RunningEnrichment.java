package io.stacklens.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.enrichment.geo.TinyGeoFile;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The service on a real broker, a real database, which a test can cut off and kill, and a Redis
 * where there is one; shared by all tests that ask for it.
 */
final class RunningEnrichment implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int PARTITION = 2;

    private final Path directory;
    private final RealPostgres postgres;
    private final Database database;
    private final Optional<RealRedis> redis;
    private final Cable cable;
    private final ServletWebServerApplicationContext service;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> enriched;

    /** Starts it for the first test that asks, and closes it after the last test of all. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == RunningEnrichment.class;
        }

        @Override
        public RunningEnrichment resolveParameter(
                ParameterContext parameter, ExtensionContext test) {
            return test.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(
                            RunningEnrichment.class,
                            _ -> new RunningEnrichment(),
                            RunningEnrichment.class);
        }
    }

    private RunningEnrichment() {
        try {
            directory = Files.createTempDirectory("stacklens-enrichment");
            EmbeddedPlatform platform = EmbeddedPlatform.shared();
            postgres = RealPostgres.start(directory.resolve("postgres"));
            database = postgres.database();
            redis = RealRedis.start();
            geo("GB");
            cable = new Cable(postgres.port());
            sql("insert into user_profiles values ('u-1', 'Ada', 'gold', now(), 'SE', 10)");
            sql("insert into business_accounts values ('acme', 'enterprise', 1.5e6, 50)");
            sql(
                    "insert into services values ('shop', 'team-a', 'tier-1',"
                            + " 'https://runbooks/shop')");
            String url =
                    database.url().replace(":" + postgres.port() + "/", ":" + cable.port() + "/");
            service =
                    (ServletWebServerApplicationContext)
                            EnrichmentApplication.application()
                                    .run(
                                            "--server.port=0",
                                            "--spring.kafka.bootstrap-servers="
                                                    + platform.bootstrapServers(),
                                            "--spring.datasource.url=" + url,
                                            "--spring.datasource.username=" + database.appUser(),
                                            "--spring.datasource.password="
                                                    + database.appPassword(),
                                            "--stacklens.enrichment.reference.user.timeout=20s",
                                            "--stacklens.enrichment.reference.business.timeout=20s",
                                            "--stacklens.enrichment.reference.catalogue.timeout=20s",
                                            "--stacklens.enrichment.reference.retry-after=200ms",
                                            "--stacklens.enrichment.geo.city-file="
                                                    + directory.resolve("city.mmdb"),
                                            "--stacklens.enrichment.geo.check-every=100ms",
                                            "--stacklens.enrichment.bulk.max-lines=5000",
                                            "--stacklens.enrichment.redis.url="
                                                    + redis.map(RealRedis::url).orElse(""),
                                            "--stacklens.enrichment.redis.timeout=5s",
                                            "--stacklens.enrichment.redis.retry-after=200ms");
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
        } catch (Exception e) {
            throw new IllegalStateException("the service does not start", e);
        }
    }

    @Override
    public void close() throws IOException {
        enriched.close();
        producer.close();
        service.close();
        cable.close();
        postgres.close();
        if (redis.isPresent()) {
            redis.get().close();
        }
        FileSystemUtils.deleteRecursively(directory);
    }

    Cable cable() {
        return cable;
    }

    RealPostgres postgres() {
        return postgres;
    }

    Optional<RealRedis> redis() {
        return redis;
    }

    MeterRegistry meters() {
        return service.getBean(MeterRegistry.class);
    }

    /** Sends what does not decode. */
    void sendGarbage() throws Exception {
        send(new byte[] {1, 2});
    }

    /** Waits until lines of a user get what is expected of them. */
    void assertUser(String userId, @Nullable User expected) {
        await().atMost(LONG)
                .untilAsserted(
                        () -> {
                            String body = "by " + userId + " " + UUID.randomUUID();
                            send(line(body, userId, "acme").build());
                            assertThat(receive(body).record(0).user()).isEqualTo(expected);
                        });
    }

    void geo(String country) throws IOException {
        Path file =
                new TinyGeoFile("Tiny-City", 4)
                        .with("81.2.69.0/24", Map.of("country", Map.of("iso_code", country)))
                        .writeTo(directory.resolve(country));
        Files.move(file, directory.resolve("city.mmdb"), StandardCopyOption.REPLACE_EXISTING);
    }

    void sql(String statement) throws SQLException {
        try (Connection owner = connect();
                Statement change = owner.createStatement()) {
            change.execute(statement);
        }
    }

    String query(String sql) throws SQLException {
        try (Connection owner = connect();
                Statement question = owner.createStatement();
                ResultSet rows = question.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.url(), database.ownerUser(), database.ownerPassword());
    }

    static LogBatchBuilder line(String body, String user, String account) {
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

    void send(LogBatch batch) throws Exception {
        send(batch.encode());
    }

    private void send(byte[] bytes) throws Exception {
        producer.send(new ProducerRecord<>(Topics.PARSED_LOGS, PARTITION, null, bytes))
                .get(30, TimeUnit.SECONDS);
    }

    /** The enriched batch whose first body is this. */
    LogBatch receive(String body) {
        LogBatch[] found = new LogBatch[1];
        await().atMost(LONG)
                .until(
                        () -> {
                            for (LogBatch batch : poll()) {
                                if (body.equals(batch.texts(LogColumn.BODY).get(0))) {
                                    found[0] = batch;
                                }
                            }
                            return found[0] != null;
                        });
        return found[0];
    }

    /** The enriched batches that nobody has asked for yet, as far as there are any. */
    List<LogBatch> poll() {
        List<LogBatch> batches = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : enriched.poll(Duration.ofMillis(100))) {
            batches.add(LogBatch.decode(record.value()));
        }
        return batches;
    }

    void assertFatesAddUp() {
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

    double counter(String name, String... tags) {
        return meters().find(name).tags(tags).meters().stream()
                .mapToDouble(meter -> meter.measure().iterator().next().getValue())
                .sum();
    }

    int put(String path, String json) throws Exception {
        return exchange(
                        HttpRequest.newBuilder(uri(path))
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofString(json)))
                .statusCode();
    }

    HttpResponse<String> post(String path, String type, String body) throws Exception {
        return exchange(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) throws Exception {
        return exchange(HttpRequest.newBuilder(uri(path)));
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + service.getWebServer().getPort() + path);
    }
}
