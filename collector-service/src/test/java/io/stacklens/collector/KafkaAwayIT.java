package io.stacklens.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.embedded.EmbeddedBroker;
import io.stacklens.embedded.Migrator;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.RawRecord;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A broker that is not there yet, goes away, and comes back, while numbered lines come in. */
@Execution(ExecutionMode.CONCURRENT)
class KafkaAwayIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir private Path data;
    @TempDir private Path spool;
    private EmbeddedBroker broker;
    private RunningCollector collector;
    private String bootstrap;

    @AfterEach
    void stop() {
        collector.close();
        broker.close();
    }

    @Test
    void takesLinesOverEveryProtocolAndDeliversThemOnceInTheirOrder() throws Exception {
        startBroker();
        collector = new RunningCollector(bootstrap, spool);
        assertUnavailable(collector.post("/ingest", bytes("before the topics")));
        assertThat(collector.get("/actuator/health/readiness")).isEqualTo(503);
        Migrator.createTopics(bootstrap);
        collector.awaitReady();

        Flow flow = new Flow();
        flow.send(100);
        broker.close();
        flow.send(400);
        assertThat(collector.get("/actuator/health/readiness")).isEqualTo(200);
        await().atMost(LONG).until(() -> collector.detail("spool").startsWith("spooling since"));
        restartBroker();
        flow.send(300);
        await().atMost(LONG).until(() -> collector.detail("spool").equals("empty"));
        flow.send(100);
        flow.close();

        await().atMost(LONG).until(() -> collector.totals().get("forwarded") >= 3 * 900);
        assertThat(texts("http ", 900)).isEqualTo(flow.expected("http "));
        assertThat(texts("<13>tcp ", 900)).isEqualTo(flow.expected("<13>tcp "));
        assertThat(texts("<13>udp ", 900)).isEqualTo(flow.expected("<13>udp "));
        assertThat(collector.totals())
                .containsEntry("received", 3 * 900 + 1L)
                .containsEntry("forwarded", 3 * 900L)
                .containsEntry("discarded", 1L);
        assertThat(collector.metric("stacklens.collector.spool.bytes")).isZero();
        assertThat(collector.metric("stacklens.collector.spool.records")).isZero();
        assertThat(collector.metric("stacklens.collector.spool.written")).isPositive();
    }

    @Test
    void refusesWhenTheSpoolIsFullAndTakesLinesAgainAfterwards() throws Exception {
        startBroker();
        Migrator.createTopics(bootstrap);
        collector =
                new RunningCollector(bootstrap, spool, "--stacklens.collector.spool.max-size=64KB")
                        .awaitReady();
        broker.close();

        List<String> accepted = new ArrayList<>();
        HttpResponse<String> answer = post(accepted);
        while (answer.statusCode() == 200) {
            answer = post(accepted);
        }
        assertUnavailable(answer);
        assertThat(answer.body()).contains("spool is full");
        assertThat(collector.get("/actuator/health/readiness")).isEqualTo(503);
        try (Socket stream = tcp()) {
            stream.getOutputStream().write(bytes("<13>held back\n"));
        }

        restartBroker();
        await().atMost(LONG).until(() -> post(accepted).statusCode() == 200);
        await().atMost(LONG).until(() -> collector.detail("spool").equals("empty"));

        assertThat(texts("full ", accepted.size())).containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(texts("<13>held back", 1)).containsExactly("<13>held back");
    }

    @Test
    void sendsNothingTwiceWhenFilesThatWereDrainedComeBack() throws Exception {
        startBroker();
        Migrator.createTopics(bootstrap);
        collector = new RunningCollector(bootstrap, spool).awaitReady();
        broker.close();
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            assertThat(post(accepted).statusCode()).isEqualTo(200);
        }
        collector.close();
        Path copy = data.resolveSibling(data.getFileName() + "-copy");
        copy(spool, copy);

        restartBroker();
        collector = new RunningCollector(bootstrap, spool).awaitReady();
        await().atMost(LONG).until(() -> collector.detail("spool").equals("empty"));
        collector.close();
        copy(copy, spool); // as if it had ended between the commit and the deletion
        collector = new RunningCollector(bootstrap, spool).awaitReady();
        assertThat(collector.metric("stacklens.collector.spool.bytes")).isPositive();
        assertThat(post(accepted).statusCode()).isEqualTo(200);

        await().atMost(LONG).until(() -> collector.detail("spool").equals("empty"));
        assertThat(texts("full ", accepted.size())).containsExactlyInAnyOrderElementsOf(accepted);
    }

    @Test
    void keepsLinesOnDiskWhileTheParserIsTooFarBehind() throws Exception {
        startBroker();
        Migrator.createTopics(bootstrap);
        List<String> accepted = new ArrayList<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            retainBytes(admin, "1000");
            collector =
                    new RunningCollector(
                                    bootstrap,
                                    spool,
                                    "--stacklens.collector.backlog.interval=200ms",
                                    "--stacklens.collector.batch.max-records=1")
                            .awaitReady();
            post(accepted);
            await().atMost(LONG).until(() -> collector.detail("spool").startsWith("spooling"));
            while (collector.metric("stacklens.collector.spool.records") == 0) {
                assertThat(post(accepted).statusCode()).isEqualTo(200);
            }

            retainBytes(admin, "1000000000");
            await().atMost(LONG).until(() -> collector.detail("spool").equals("empty"));
        }

        assertThat(texts("full ", accepted.size())).containsExactlyInAnyOrderElementsOf(accepted);
    }

    private static void retainBytes(Admin admin, String bytes) throws Exception {
        admin.incrementalAlterConfigs(
                        Map.of(
                                new ConfigResource(
                                        ConfigResource.Type.TOPIC, Topics.COLLECTED_LOGS),
                                List.of(
                                        new AlterConfigOp(
                                                new ConfigEntry("retention.bytes", bytes),
                                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private void startBroker() {
        broker = EmbeddedBroker.start(data, 0);
        bootstrap = broker.bootstrapServers();
    }

    private void restartBroker() {
        broker = EmbeddedBroker.start(data, URI.create("kafka://" + bootstrap).getPort());
    }

    /** Posts 50 lines more, and notes them if they were accepted. */
    private HttpResponse<String> post(List<String> accepted) throws Exception {
        int from = accepted.size();
        List<String> lines =
                IntStream.range(from, from + 50)
                        .mapToObj(i -> "full %d %s".formatted(i, "x".repeat(200)))
                        .toList();
        HttpResponse<String> answer = collector.post("/ingest", bytes(String.join("\n", lines)));
        if (answer.statusCode() == 200) {
            accepted.addAll(lines);
        }
        return answer;
    }

    /** Those with a prefix, once there are so many: Kafka shows a transaction after its commit. */
    private List<String> texts(String prefix, int count) {
        try (CollectedLogs logs =
                new CollectedLogs(bootstrap, record -> record.bodyText().startsWith(prefix))) {
            return logs.await(count).stream().map(RawRecord::bodyText).toList();
        }
    }

    private Socket tcp() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), collector.port("syslog-tcp"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                if (!Files.exists(target)) {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** The same numbers over a connection of each protocol. */
    private final class Flow implements AutoCloseable {
        private final Socket stream = tcp();
        private final OutputStream tcp = stream.getOutputStream();
        private final DatagramSocket udp = new DatagramSocket();
        private int next;

        Flow() throws IOException {}

        /** Returns when HTTP has accepted its lines and UDP's were read. */
        void send(int count) throws Exception {
            for (int end = next + count; next < end; ) {
                StringBuilder body = new StringBuilder();
                for (int i = 0; i < 20; i++, next++) {
                    body.append("http ").append(next).append('\n');
                    tcp.write(bytes("<13>tcp " + next + "\n"));
                    byte[] datagram = bytes("<13>udp " + next);
                    udp.send(
                            new DatagramPacket(
                                    datagram,
                                    datagram.length,
                                    InetAddress.getLoopbackAddress(),
                                    collector.port("syslog-udp")));
                }
                HttpResponse<String> answer = collector.post("/ingest", bytes(body.toString()));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            }
        }

        List<String> expected(String prefix) {
            return IntStream.range(0, next).mapToObj(i -> prefix + i).toList();
        }

        @Override
        public void close() throws IOException {
            stream.close();
            udp.close();
        }
    }
}
