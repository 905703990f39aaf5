package io.stacklens.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.anomaly.series.SyntheticSeries;
import io.stacklens.anomaly.series.SyntheticSeries.Incident;
import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.Topics;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.pipeline.health.HealthComponent;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The service on a real broker and a real database. */
class AnomalyIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static EmbeddedPlatform platform;
    private static Database database;
    private static JdbcClient jdbc;
    private static ConfigurableApplicationContext service;
    private static KafkaProducer<byte[], byte[]> producer;
    private static KafkaConsumer<byte[], byte[]> anomalies;

    private final List<ConsumerRecord<byte[], byte[]>> received = new ArrayList<>();

    @BeforeAll
    static void start() {
        platform = EmbeddedPlatform.shared();
        database = platform.newDatabase();
        jdbc =
                JdbcClient.create(
                        new DriverManagerDataSource(
                                database.url(), database.appUser(), database.appPassword()));
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", platform.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        anomalies =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", platform.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                anomalies.partitionsFor(Topics.ANOMALIES).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        anomalies.assign(partitions);
        anomalies.seekToBeginning(partitions);
        service = startService();
    }

    @AfterAll
    static void stop() {
        service.close();
        anomalies.close();
        producer.close();
    }

    @Test
    void reportsAPlantedOutlierAfterEnoughHistory() throws Exception {
        String name = newService();
        SyntheticSeries series = new SyntheticSeries(name, 1, 200, 0.01);
        store(series.next(90));
        // Its first window makes the series known; the rest of its history is in the table.
        send(series.next(Incident.NONE));
        await().atMost(LONG).until(() -> models(name) == 1);

        WindowMetrics outlier = series.next(new Incident(1, 0.6, 4));
        send(outlier);

        Anomaly anomaly = receive(name, outlier);
        assertThat(anomaly.score()).isBetween(0.6, 1.0);
        assertThat(anomaly.detector()).isEqualTo("isolation-forest");
        assertThat(anomaly.reasons()).extracting(Anomaly.Reason::feature).contains("error_rate");
        int partition =
                Utils.toPositive(Utils.murmur2(name.getBytes(UTF_8)))
                        % producer.partitionsFor(Topics.ANOMALIES).size();
        assertThat(received.getLast().partition()).isEqualTo(partition);
        assertThat(new String(received.getLast().key(), UTF_8)).isEqualTo(name);
        Map<String, Object> row =
                jdbc.sql("select * from anomalies where id = ?")
                        .param(anomaly.id())
                        .query()
                        .singleRow();
        assertThat(row.get("score")).isEqualTo(anomaly.score());
        assertThat(row.get("reasons").toString()).contains("error_rate");
    }

    @Test
    void scoresAHistoryThatComesInOneGoWhenItsModelIsTrained() throws Exception {
        String name = newService();
        SyntheticSeries series = new SyntheticSeries(name, 2, 100, 0);
        for (WindowMetrics window : series.next(70)) {
            send(window);
        }
        WindowMetrics outlier = series.next(new Incident(3, 0.8, 3));
        send(outlier);

        assertThat(receive(name, outlier).reasons())
                .extracting(Anomaly.Reason::feature)
                .contains("error_rate");
        assertThat(reported(name)).isEqualTo(1);
        await().atMost(LONG).until(() -> models(name) == 1);
    }

    @Test
    void scoresALaterRevisionInPlaceOfTheEarlierOne() throws Exception {
        String name = newService();
        SyntheticSeries series = new SyntheticSeries(name, 3, 200, 0);
        store(series.next(70));
        send(series.next(Incident.NONE));
        await().atMost(LONG).until(() -> models(name) == 1);
        WindowMetrics outlier = series.next(new Incident(1, 0.3, 1));
        send(outlier);
        Anomaly first = receive(name, outlier);

        send(
                name,
                new String(Json.write(outlier), UTF_8).replace("\"revision\":1", "\"revision\":2"));
        Anomaly second = receive(name, outlier);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(reported(name)).isEqualTo(1);
    }

    @Test
    void scoresWhatWaitedWhenTheServiceWasStopped() throws Exception {
        String name = newService();
        SyntheticSeries series = new SyntheticSeries(name, 4, 100, 0);
        service.close();
        // Read and committed by a process that died before it could train.
        store(series.next(80));
        WindowMetrics outlier = series.next(new Incident(3, 0.8, 3));
        store(List.of(outlier));

        service = startService();

        assertThat(receive(name, outlier).score()).isGreaterThan(0.6);
    }

    @Test
    void leavesOpenWindowsRoutesAndLongWindowsAloneAndGivesEachRecordOneFate() throws Exception {
        String name = newService();
        WindowMetrics window = new SyntheticSeries(name, 5, 10, 0).next(Incident.NONE);
        String json = new String(Json.write(window), UTF_8);
        double discarded = count("stacklens.anomaly.records.discarded");
        double deadLettered = count("stacklens.anomaly.records.dead_lettered");

        send(name, json.replace("\"closed\":true", "\"closed\":false"));
        send(name, json.replace("\"route\":null", "\"route\":\"GET /\""));
        send(name, json.replace("\"1min\"", "\"1hour\""));
        send(name, "no window");
        send(name, "{}");

        await().atMost(LONG)
                .untilAsserted(
                        () -> {
                            assertThat(count("stacklens.anomaly.records.discarded"))
                                    .isGreaterThanOrEqualTo(discarded + 3);
                            assertThat(count("stacklens.anomaly.records.dead_lettered"))
                                    .isEqualTo(deadLettered + 2);
                            assertThat(count("stacklens.anomaly.records.received"))
                                    .isEqualTo(
                                            count("stacklens.anomaly.records.forwarded")
                                                    + count("stacklens.anomaly.records.discarded")
                                                    + count(
                                                            "stacklens.anomaly.records.dead_lettered"));
                        });
    }

    @Test
    void isReadyWhenItReadsWindowsAndTrains() {
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(service.getBeansOfType(HealthComponent.class).values())
                                        .allSatisfy(
                                                component ->
                                                        assertThat(component.check().up())
                                                                .as(component.name())
                                                                .isTrue())
                                        .extracting(HealthComponent::name)
                                        .contains("consumer-anomaly", "training", "database"));
    }

    private static ConfigurableApplicationContext startService() {
        return AnomalyApplication.application()
                .run(
                        "--server.port=0",
                        "--spring.kafka.bootstrap-servers=" + platform.bootstrapServers(),
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.appUser(),
                        "--spring.datasource.password=" + database.appPassword());
    }

    private static String newService() {
        return "shop-" + UUID.randomUUID();
    }

    private static void send(WindowMetrics window) throws Exception {
        send(window.service(), new String(Json.write(window), UTF_8));
    }

    private static void send(String key, String json) throws Exception {
        producer.send(
                        new ProducerRecord<>(
                                Topics.WINDOW_METRICS, key.getBytes(UTF_8), json.getBytes(UTF_8)))
                .get(30, TimeUnit.SECONDS);
    }

    private static void store(List<WindowMetrics> windows) {
        for (WindowMetrics w : windows) {
            jdbc.sql(
                            """
                            insert into analytics_metrics_1min (service, route, window_start, window_end,
                                event_count, error_count, error_rate, total_requests, latency_avg,
                                latency_p50, latency_p95, latency_p99, latency_max, latency_count, bytes,
                                unique_users, severity_counts, revision, closed)
                            values (?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, 1, true)
                            """)
                    .params(
                            w.service(),
                            w.windowStart().atOffset(ZoneOffset.UTC),
                            w.windowEnd().atOffset(ZoneOffset.UTC),
                            w.eventCount(),
                            w.errorCount(),
                            w.errorRate(),
                            w.totalRequests(),
                            w.latencyAvg(),
                            w.latencyP50(),
                            w.latencyP95(),
                            w.latencyP99(),
                            w.latencyMax(),
                            w.latencyCount(),
                            w.bytes(),
                            w.uniqueUsers(),
                            Json.mapper().writeValueAsString(w.severityCounts()))
                    .update();
        }
    }

    /** The next anomaly of a window on the topic. */
    private Anomaly receive(String name, WindowMetrics window) {
        Anomaly[] found = new Anomaly[1];
        await().atMost(LONG)
                .until(
                        () -> {
                            for (ConsumerRecord<byte[], byte[]> record :
                                    anomalies.poll(Duration.ofMillis(100))) {
                                Anomaly anomaly = Json.read(record.value(), Anomaly.class);
                                if (anomaly.service().equals(name)
                                        && anomaly.windowStart().equals(window.windowStart())) {
                                    received.add(record);
                                    found[0] = anomaly;
                                }
                            }
                            return found[0] != null;
                        });
        return found[0];
    }

    private static int models(String name) {
        return count("select count(*) from models where service = ?", name);
    }

    private static int reported(String name) {
        return count("select count(*) from anomalies where service = ?", name);
    }

    private static int count(String sql, String name) {
        return jdbc.sql(sql).param(name).query(Integer.class).single();
    }

    private static double count(String counter) {
        return service.getBean(MeterRegistry.class).find(counter).counters().stream()
                .mapToDouble(c -> c.count())
                .sum();
    }
}
