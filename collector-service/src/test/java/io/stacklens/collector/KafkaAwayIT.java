package io.stacklens.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.embedded.EmbeddedBroker;
import io.stacklens.embedded.Migrator;
import io.stacklens.model.batch.RawRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A broker that is not ready yet, goes away, and comes back. */
class KafkaAwayIT {

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir private Path data;
    private EmbeddedBroker broker;
    private RunningCollector collector;

    @AfterEach
    void stop() {
        collector.close();
        broker.close();
    }

    @Test
    void refusesOverHttpHoldsBackOverTcpDropsOverUdpAndGoesOn() throws Exception {
        broker = EmbeddedBroker.start(data, 0);
        String bootstrap = broker.bootstrapServers();
        collector =
                new RunningCollector(bootstrap, "--stacklens.collector.batch.delivery-timeout=2s");
        assertUnavailable(collector.post("/ingest", bytes("before the topics")));
        assertThat(collector.get("/actuator/health/readiness")).isEqualTo(503);
        Migrator.createTopics(bootstrap);
        collector.awaitReady();
        assertThat(collector.post("/ingest", bytes("first")).statusCode()).isEqualTo(200);

        broker.close();
        assertUnavailable(collector.post("/ingest", bytes("refused")));
        sendDatagram("<13>dropped");
        try (Socket stream =
                new Socket(InetAddress.getLoopbackAddress(), collector.port("syslog-tcp"))) {
            for (int i = 0; i < 1_000; i++) {
                stream.getOutputStream().write(bytes("<13>held back " + i + "\n"));
            }
        }
        await().atMost(LONG).until(() -> collector.totals().get("discarded") == 3);

        broker = EmbeddedBroker.start(data, URI.create("kafka://" + bootstrap).getPort());
        await().atMost(LONG)
                .until(() -> collector.post("/ingest", bytes("second")).statusCode() == 200);
        collector.awaitReady();

        try (CollectedLogs logs =
                new CollectedLogs(bootstrap, record -> record.bodyText().contains("held back"))) {
            List<RawRecord> held = logs.await(1_000);
            // What Kafka had before its answer was lost may be there twice, in order all the same.
            assertThat(held.stream().map(RawRecord::bodyText).distinct())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 1_000).mapToObj(i -> "<13>held back " + i).toList());
        }
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    private void sendDatagram(String datagram) throws Exception {
        byte[] bytes = bytes(datagram);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(
                    new DatagramPacket(
                            bytes,
                            bytes.length,
                            InetAddress.getLoopbackAddress(),
                            collector.port("syslog-udp")));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
