package io.stacklens.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.enrichment.geo.TinyGeoFile;
import io.stacklens.model.Business;
import io.stacklens.model.Catalogue;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The service on a real broker and a real database, which the test can cut off and kill. */
class EnrichmentIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int PARTITION = 2;

    /** How long a store is away; the tests hold for any time. */
    private static final Duration OUTAGE =
            Duration.ofSeconds(Long.getLong("stacklens.test.outage-seconds", 1));

    @TempDir static Path directory;

    private static RealPostgres postgres;
    private static Database database;
    private static Optional<RealRedis> redis = Optional.empty();
    private static Cable cable;
    private static ServletWebServerApplicationContext service;
    private static KafkaProducer<byte[], byte[]> producer;
    private static KafkaConsumer<byte[], byte[]> enriched;

    @BeforeAll
    static void start() throws Exception {
        EmbeddedPlatform platform = EmbeddedPlatform.shared();
        postgres = RealPostgres.start(directory.resolve("postgres"));
        database = postgres.database();
        redis = RealRedis.start();
        geo("GB");
        cable = new Cable(postgres.port());
        sql("insert into user_profiles values ('u-1', 'Ada', 'gold', now(), 'SE', 10)");
        sql("insert into business_accounts values ('acme', 'enterprise', 1.5e6, 50)");
        sql("insert into services values ('shop', 'team-a', 'tier-1', 'https://runbooks/shop')");
        String url = database.url().replace(":" + postgres.port() + "/", ":" + cable.port() + "/");
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
    }

    @AfterAll
    static void stop() throws Exception {
        enriched.close();
        producer.close();
        service.close();
        cable.close();
        postgres.close();
        if (redis.isPresent()) {
            redis.get().close();
        }
    }

    @Test
    void addsWhatIsKnownInTheSamePartitionAndLeavesTheRest() throws Exception {
        String body = "login of " + UUID.randomUUID();
        LogBatchBuilder lines = line(body, "u-1", "acme");
        lines.put(LogColumn.CLIENT_ADDRESS, "81.2.69.142");
        lines.addRow();
        lines.put(LogColumn.BODY, "another").put(LogColumn.USER_ID, "nobody");
        lines.putAttribute("kept", "yes");

        send(lines.build());

        LogBatch batch = receive(body);
        LogRecord first = batch.record(0);
        assertThat(first.user()).isEqualTo(new User("Ada", "gold", "SE", 10));
        assertThat(first.business()).isEqualTo(new Business("enterprise", 1.5e6, 50));
        assertThat(first.catalogue())
                .isEqualTo(new Catalogue("team-a", "tier-1", "https://runbooks/shop"));
        assertThat(first.geo().countryCode()).isNotEqualTo("SE");
        assertThat(first.riskScore()).isEqualTo(25 + 4 + 20 + 20);
        assertThat(first.riskFactors()).isEqualTo("severity:25,user:4,account:20,geo:20");
        LogRecord second = batch.record(1);
        assertThat(second.user()).isNull();
        assertThat(second.catalogue()).isNull();
        assertThat(second.riskScore()).isZero();
        assertThat(second.riskFactors()).isNull();
        assertThat(second.attributes()).containsEntry("kept", "yes");
        assertFatesAddUp();
    }

    @Test
    void aChangeMadeBySqlIsSeenSoonAlsoOfARowThatWasNotThere() throws Exception {
        String user = "u-" + UUID.randomUUID();
        String body = "before " + UUID.randomUUID();
        send(line(body, user, "acme").build());
        assertThat(receive(body).record(0).user()).isNull();

        sql("insert into user_profiles values ('" + user + "', 'Cyd')");
        assertUser(user, new User("Cyd", null, null, null));

        sql("update user_profiles set name = 'Cyd B' where user_id = '" + user + "'");
        assertUser(user, new User("Cyd B", null, null, null));

        sql("delete from user_profiles where user_id = '" + user + "'");
        assertUser(user, null);
    }

    @Test
    void aNewGeoFileComesIntoForceWhileLinesFlow() throws Exception {
        geo("FR");

        await().atMost(LONG)
                .untilAsserted(
                        () -> {
                            String body = "from abroad " + UUID.randomUUID();
                            send(
                                    line(body, "u-1", "acme")
                                            .put(LogColumn.CLIENT_ADDRESS, "81.2.69.142")
                                            .build());
                            assertThat(receive(body).record(0).geo().countryCode()).isEqualTo("FR");
                        });
    }

    @Test
    void keepsStatisticsInTheDatabase() throws Exception {
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(
                                                query(
                                                        "select string_agg(stage, ' ' order by"
                                                                + " stage) from enrichment_stats"))
                                        .isEqualTo("business catalogue geo risk user"));
    }

    @Test
    void takesRowsInBulkAndSaysWhatIsWrongWithALine() throws Exception {
        HttpResponse<String> csv =
                post(
                        "/api/v1/user-profiles/bulk",
                        "text/csv",
                        """
                        user_id,name,home_country
                        b-1,"Dan, the first",DE
                        b-2,Eve,Norway
                        b-1,Dan,NO
                        """);
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.body())
                .isEqualTo(
                        "{\"accepted\":2,\"rejected\":1,\"errors\":[{\"line\":3,"
                                + "\"field\":\"home_country\",\"value\":\"Norway\","
                                + "\"reason\":\"a country's two letters\"}]}");
        assertThat(get("/api/v1/user-profiles/b-1").body())
                .isEqualTo(
                        "{\"user_id\":\"b-1\",\"name\":\"Dan\",\"segment\":null,"
                                + "\"home_country\":\"NO\",\"risk_score\":null}");

        String services =
                IntStream.range(0, 2500)
                        .mapToObj(n -> "{\"service\":\"s-%d\",\"owner\":\"team-b\"}".formatted(n))
                        .collect(Collectors.joining("\n"));
        assertThat(post("/api/v1/services/bulk", "application/x-ndjson", services).body())
                .isEqualTo("{\"accepted\":2500,\"rejected\":0,\"errors\":[]}");
        assertThat(query("select count(*) from services where owner = 'team-b'")).isEqualTo("2500");
        String body = "bulk " + UUID.randomUUID();
        send(line(body, "b-1", "acme").put(LogColumn.SERVICE, "s-2499").build());
        assertThat(receive(body).record(0).catalogue())
                .isEqualTo(new Catalogue("team-b", null, null));
    }

    @Test
    void refusesABulkOfAnotherFormAndStopsAtTheLimit() throws Exception {
        assertThat(post("/api/v1/services/bulk", "text/csv", "owner\nx\n").statusCode())
                .isEqualTo(400);

        HttpResponse<String> tooMany =
                post(
                        "/api/v1/services/bulk",
                        "text/plain",
                        "service\n"
                                + IntStream.range(0, 5001)
                                        .mapToObj(n -> "limit-" + n)
                                        .collect(Collectors.joining("\n")));
        assertThat(tooMany.statusCode()).isEqualTo(413);
        assertThat(tooMany.body()).contains("more than 5000 lines", "\"accepted\":5000");
    }

    @Test
    void theSecondLevelLearnsAnswersAndForgetsWhatChanged() throws Exception {
        RealRedis shared = redis();
        String user = "u-" + UUID.randomUUID();
        String key = "stacklens:enrichment:user:" + user;
        assertUser(user, null);
        await().atMost(LONG).until(() -> "{\"row\":null}".equals(value(shared, key)));

        sql("insert into user_profiles values ('" + user + "', 'Gus')");

        await().atMost(LONG).until(() -> "".equals(value(shared, key)));
        assertUser(user, new User("Gus", null, null, null));
    }

    @Test
    void losesNothingWhenTheSecondLevelIsKilledInMidFlight() throws Exception {
        RealRedis shared = redis();
        try (Flow flow = new Flow(UUID.randomUUID().toString())) {
            flow.awaitSent(20);
            shared.kill();
            try {
                Thread.sleep(OUTAGE);
                flow.awaitSent(flow.sent() + 20);
            } finally {
                shared.revive();
            }
            flow.awaitSent(flow.sent() + 20);
            // Used again by itself.
            await().atMost(LONG).until(() -> shared.ask(c -> c.sync().dbsize()) > 0);
            flow.end();
            assertThat(flow.received()).containsExactlyElementsOf(flow.expected());
        }
        assertFatesAddUp();
    }

    @Test
    void losesNothingWhileTheDatabaseIsAwayAndServesWhatIsRemembered() throws Exception {
        losesNothing(cable::pull, cable::plug);
    }

    @Test
    void losesNothingWhenTheDatabaseIsKilledInMidFlight() throws Exception {
        losesNothing(postgres::kill, postgres::revive);
    }

    private static void losesNothing(Step away, Step back) throws Exception {
        String run = UUID.randomUUID().toString();
        assertUser("u-1", new User("Ada", "gold", "SE", 10));
        try (Flow flow = new Flow(run)) {
            flow.awaitSent(20);
            away.take();
            try {
                Thread.sleep(OUTAGE);
                flow.awaitSent(flow.sent() + 20);
            } finally {
                back.take();
            }
            flow.awaitSent(flow.sent() + 20);
            flow.end();
            assertThat(flow.received()).containsExactlyElementsOf(flow.expected());
        }
        assertFatesAddUp();
        // And listens again.
        await().atMost(LONG)
                .until(
                        () ->
                                service.getBean(MeterRegistry.class)
                                                .get("stacklens.enrichment.reference.listening")
                                                .gauge()
                                                .value()
                                        == 1);
        String user = "u-" + run;
        sql("insert into user_profiles values ('" + user + "', 'Hal')");
        assertUser(user, new User("Hal", null, null, null));
    }

    /** What takes a store away or brings it back. */
    private interface Step {
        void take() throws Exception;
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
                                    .isEqualTo(new User("Bea", null, null, null));
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
        assertThat(record.riskScore()).isEqualTo(25 + 4 + 40);
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

    /** Sends lines, one of a user who is known and one of a new one, until it is told to end. */
    private static final class Flow implements AutoCloseable {
        private final String run;
        private final AtomicInteger sent = new AtomicInteger();
        private final Thread thread;
        private volatile boolean isEnding;

        Flow(String run) {
            this.run = run;
            this.thread = Thread.ofVirtual().start(this::send);
        }

        int sent() {
            return sent.get();
        }

        void awaitSent(int lines) {
            await().atMost(LONG.plus(OUTAGE)).until(() -> sent.get() >= lines);
        }

        void end() throws InterruptedException {
            isEnding = true;
            assertThat(thread.join(LONG)).isTrue();
        }

        List<String> expected() {
            return IntStream.range(0, sent.get()).mapToObj(n -> run + " " + n).toList();
        }

        /** Bodies of this run in the order they came, each as often as it came. */
        List<String> received() {
            List<String> bodies = new ArrayList<>();
            await().atMost(LONG)
                    .until(
                            () -> {
                                for (ConsumerRecord<byte[], byte[]> record :
                                        enriched.poll(Duration.ofMillis(100))) {
                                    LogBatch.decode(record.value()).records().stream()
                                            .filter(line -> line.body().startsWith(run))
                                            .forEach(line -> bodies.add(checked(line)));
                                }
                                return bodies.size() >= sent.get();
                            });
            return bodies;
        }

        private static String checked(LogRecord line) {
            if ("u-1".equals(line.userId())) {
                assertThat(line.user()).isEqualTo(new User("Ada", "gold", "SE", 10));
            }
            return line.body();
        }

        @Override
        public void close() {
            isEnding = true;
        }

        private void send() {
            try {
                while (!isEnding) {
                    int n = sent.get();
                    EnrichmentIT.send(
                            line(run + " " + n, n % 2 == 0 ? "u-1" : "u-" + run + n, "acme")
                                    .build());
                    sent.incrementAndGet();
                    Thread.sleep(20);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static @Nullable String value(RealRedis shared, String key) {
        return shared.ask(connection -> connection.sync().get(key));
    }

    /** Skips a test when there is no Redis here. */
    private static RealRedis redis() {
        assumeThat(redis).as("redis-server on the PATH").isPresent();
        return redis.get();
    }

    private static void assertUser(String userId, @Nullable User expected) {
        await().atMost(LONG)
                .untilAsserted(
                        () -> {
                            String body = "by " + userId + " " + UUID.randomUUID();
                            send(line(body, userId, "acme").build());
                            assertThat(receive(body).record(0).user()).isEqualTo(expected);
                        });
    }

    private static void geo(String country) throws IOException {
        Path file =
                new TinyGeoFile("Tiny-City", 4)
                        .with("81.2.69.0/24", Map.of("country", Map.of("iso_code", country)))
                        .writeTo(directory.resolve(country));
        Files.move(file, directory.resolve("city.mmdb"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void sql(String statement) throws SQLException {
        try (Connection owner = connect();
                Statement change = owner.createStatement()) {
            change.execute(statement);
        }
    }

    private static String query(String sql) throws SQLException {
        try (Connection owner = connect();
                Statement question = owner.createStatement();
                ResultSet rows = question.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.url(), database.ownerUser(), database.ownerPassword());
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
        return service.getBean(MeterRegistry.class).find(name).tags(tags).meters().stream()
                .mapToDouble(meter -> meter.measure().iterator().next().getValue())
                .sum();
    }

    private static int put(String path, String json) throws Exception {
        return exchange(
                        HttpRequest.newBuilder(uri(path))
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofString(json)))
                .statusCode();
    }

    private static HttpResponse<String> post(String path, String type, String body)
            throws Exception {
        return exchange(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
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
