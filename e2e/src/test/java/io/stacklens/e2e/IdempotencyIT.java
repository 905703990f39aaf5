package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.collector.CollectorApplication;
import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.Ingest;
import io.stacklens.standalone.Service;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Clients that do not know whether their lines arrived, and two collectors that take them. */
class IdempotencyIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int LINES = 1_200;
    private static final SharedPlatform platform = SharedPlatform.get();

    @TempDir private static Path spool;
    private static ConfigurableApplicationContext collector;
    private static URI second;

    private final String run = platform.newRun();

    @BeforeAll
    static void startAnotherCollector() throws Exception {
        collector =
                CollectorApplication.application()
                        .run(
                                "--spring.kafka.bootstrap-servers=" + platform.bootstrapServers(),
                                "--server.port=0",
                                "--stacklens.collector.syslog.udp-port=0",
                                "--stacklens.collector.syslog.tcp-port=0",
                                "--stacklens.collector.spool.directory=" + spool);
        int port = ((ServletWebServerApplicationContext) collector).getWebServer().getPort();
        second = URI.create("http://localhost:" + port);
        try (Ingest ingest = new Ingest(second)) {
            await().atMost(SOON).until(() -> ingest.post("/ingest", "").isOk());
        }
    }

    @AfterAll
    static void stopTheOtherCollector() {
        collector.close();
    }

    @Test
    void storesALineOnceWhenTheAnswerIsLostAndTheClientTurnsToAnotherInstance() throws Exception {
        URI first = platform.address(Service.COLLECTOR);
        try (AnswerLosingProxy proxy = new AnswerLosingProxy(first);
                Ingest unlucky = new Ingest(proxy.address());
                Ingest ingest = new Ingest(second)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatIOException().isThrownBy(() -> post(unlucky, run));
            }
            assertThat(proxy.lostAnswers())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(answer -> answer.startsWith("HTTP/1.1 200"));

            assertThat(post(ingest, run).accepted()).isEqualTo(LINES);
        }

        assertStoredOnce();
    }

    @Test
    void storesALineOnceWhenClientsSendItAllAtOnce() throws Exception {
        List<Future<Ingest.Answer>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                URI instance = i % 2 == 0 ? platform.address(Service.COLLECTOR) : second;
                answers.add(clients.submit(() -> postOnce(instance)));
            }
        }

        for (Future<Ingest.Answer> answer : answers) {
            assertThat(answer.get().accepted()).isEqualTo(LINES);
        }
        assertStoredOnce();
    }

    @Test
    void takesOtherLinesUnderTheSameKeyForAnotherRequest() throws Exception {
        try (Ingest ingest = new Ingest(second)) {
            String one = "{\"message\":\"%s one\"}".formatted(run);
            String other = "{\"message\":\"%s other\"}".formatted(run);
            for (String body : List.of(one, other, one, other)) {
                ingest.post("/ingest/idempotency", body.getBytes(UTF_8), "Idempotency-Key", run);
            }
        }

        assertStored(2);
    }

    private void assertStoredOnce() throws Exception {
        assertStored(LINES);
    }

    /** Exactly so many lines, once everything that was sent before has been dealt with. */
    private void assertStored(int lines) throws Exception {
        String mark = platform.newRun();
        try (Ingest ingest = new Ingest(second);
                ApiClient api = platform.api()) {
            ingest.post("/ingest/idempotency", mark);
            await().atMost(SOON).until(() -> api.count(mark) == 1 && api.count(run) >= lines);
            await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> api.count(run) == lines);
        }
    }

    private Ingest.Answer postOnce(URI instance) throws Exception {
        try (Ingest ingest = new Ingest(instance)) {
            return post(ingest, run);
        }
    }

    private Ingest.Answer post(Ingest ingest, String key) throws Exception {
        String body =
                IntStream.range(0, LINES)
                        .mapToObj(
                                seq ->
                                        "{\"message\":\"%s retried\",\"seq\":%d}\n"
                                                .formatted(run, seq))
                        .collect(Collectors.joining());
        return ingest.post("/ingest/idempotency", body.getBytes(UTF_8), "Idempotency-Key", key);
    }
}
