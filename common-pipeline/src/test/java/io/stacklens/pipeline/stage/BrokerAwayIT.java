package io.stacklens.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.embedded.EmbeddedBroker;
import io.stacklens.embedded.Migrator;
import io.stacklens.model.Topics;
import io.stacklens.pipeline.ServiceApplication;
import io.stacklens.pipeline.StackLensService;
import io.stacklens.pipeline.fate.RecordFatesRegistry;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A service whose broker has no topics yet, and then goes away and comes back. */
@Execution(ExecutionMode.CONCURRENT)
class BrokerAwayIT {

    private static final Duration LONG = Duration.ofSeconds(90);

    @StackLensService
    static class Copies {
        @Bean
        TransactionalStage stage(StageFactory stages) {
            return stages.stage(
                    StageSpec.of("copies", Topics.COLLECTED_LOGS, "copies"),
                    () ->
                            (source, out) -> {
                                out.forward(
                                        Topics.PARSED_LOGS,
                                        source.partition(),
                                        null,
                                        source.value(),
                                        1);
                                return 1;
                            });
        }
    }

    @TempDir private Path data;
    private EmbeddedBroker broker;
    private ConfigurableApplicationContext service;

    @AfterEach
    void stop() {
        service.close();
        broker.close();
    }

    @Test
    void waitsForTopicsAndLosesAndRepeatsNothingWhenTheBrokerRestarts() throws Exception {
        broker = EmbeddedBroker.start(data, 0);
        String bootstrap = broker.bootstrapServers();
        service =
                ServiceApplication.of(Copies.class, "copies")
                        .run("--spring.kafka.bootstrap-servers=" + bootstrap, "--server.port=0");
        awaitReadiness(503, "no topic");

        Migrator.createTopics(bootstrap);
        awaitReadiness(200, "UP");
        send(bootstrap, 0, 50);
        await().atMost(LONG).until(() -> forwarded() == 50);

        broker.close();
        awaitReadiness(503, "no answer from");
        int port = URI.create("kafka://" + bootstrap).getPort();
        broker = EmbeddedBroker.start(data, port);
        send(bootstrap, 50, 100);
        await().atMost(LONG).until(() -> forwarded() == 100);

        awaitReadiness(200, "UP");
        assertThat(readAll(bootstrap))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).mapToObj(Integer::toString).toList());
    }

    private long forwarded() {
        return service.getBean(RecordFatesRegistry.class).totals().get("forwarded");
    }

    private void awaitReadiness(int status, String word) {
        await().atMost(LONG)
                .untilAsserted(
                        () -> {
                            HttpResponse<String> answer = readiness();
                            assertThat(answer.statusCode()).isEqualTo(status);
                            assertThat(answer.body()).contains(word);
                        });
    }

    private HttpResponse<String> readiness() throws Exception {
        int port = ((ServletWebServerApplicationContext) service).getWebServer().getPort();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://localhost:"
                                                        + port
                                                        + "/actuator/health/readiness"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static void send(String bootstrap, int from, int to) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                byte[] value = Integer.toString(i).getBytes(UTF_8);
                producer.send(new ProducerRecord<>(Topics.COLLECTED_LOGS, i % 4, null, value))
                        .get();
            }
        }
    }

    private static List<String> readAll(String bootstrap) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrap,
                                "isolation.level",
                                "read_committed",
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            List<TopicPartition> partitions =
                    IntStream.range(0, 4)
                            .mapToObj(i -> new TopicPartition(Topics.PARSED_LOGS, i))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(found -> values.add(found.value()));
            }
        }
        return values;
    }
}
