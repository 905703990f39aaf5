package io.stacklens.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.batch.RawRecord;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

class SyslogIT {

    private static final String BOOTSTRAP = EmbeddedPlatform.shared().bootstrapServers();
    private static RunningCollector collector;

    private final String run = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        collector =
                new RunningCollector(BOOTSTRAP, "--stacklens.collector.syslog.max-message=1KB")
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        collector.close();
    }

    @Test
    void takesWhatLoggerSends() throws Exception {
        Path logger = Path.of("/usr/bin/logger");
        assumeTrue(Files.isExecutable(logger), "no logger here");

        logger("udp", "syslog-udp", "-d");
        logger("udp-3164", "syslog-udp", "-d", "--rfc3164");
        logger("udp-5424", "syslog-udp", "-d", "--rfc5424");
        logger("tcp", "syslog-tcp", "-T");
        logger("tcp-3164", "syslog-tcp", "-T", "--rfc3164");
        logger("tcp-5424", "syslog-tcp", "-T", "--rfc5424");
        logger("tcp-octets", "syslog-tcp", "-T", "--octet-count");

        assertThat(collected(7))
                .allSatisfy(record -> assertThat(record.formatHint()).isEqualTo("syslog"))
                .allSatisfy(record -> assertThat(record.bodyText()).startsWith("<"))
                .extracting(
                        record ->
                                record.attributes().get("transport")
                                        + " "
                                        + record.bodyText()
                                                .replaceFirst(".*hello ", "")
                                                .replace(run + " ", ""))
                .containsExactlyInAnyOrder(
                        "udp udp",
                        "udp udp-3164",
                        "udp udp-5424",
                        "tcp tcp",
                        "tcp tcp-3164",
                        "tcp tcp-5424",
                        "tcp tcp-octets");
    }

    @Test
    void stripsWhatPythonPutsBehindADatagram() throws Exception {
        send("<11>payment failed " + run + "\u0000");
        send("<13>order placed " + run + "\n");
        send("\u0000");

        assertThat(collected(2))
                .extracting(RawRecord::bodyText)
                .containsExactlyInAnyOrder("<11>payment failed " + run, "<13>order placed " + run);
    }

    @Test
    void keepsTheOrderOfAStreamAndCutsWhatIsTooLong() throws Exception {
        List<String> expected = new ArrayList<>();
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            String message = "<13>%s %d".formatted(run, i);
            expected.add(message);
            stream.append(i % 2 == 0 ? message + "\n" : message.length() + " " + message);
        }
        stream.append("<13>").append(run).append("y".repeat(2_000)).append('\n');
        Map<String, Long> before = collector.totals();

        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), collector.port("syslog-tcp"))) {
            socket.getOutputStream().write(stream.toString().getBytes(UTF_8));
        }

        List<RawRecord> collected = collected(3_001);
        assertThat(collected.subList(0, 3_000)).extracting(RawRecord::bodyText).isEqualTo(expected);
        assertThat(collected.getLast().body()).hasSize(1_024);
        assertThat(collected.getLast().attributes())
                .containsEntry("truncated", "true")
                .containsEntry("peer", "127.0.0.1");
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                collector.totals().get("forwarded")
                                        >= before.get("forwarded") + 3_001);
        assertThat(collector.totals().get("received"))
                .isEqualTo(
                        collector.totals().get("forwarded") + collector.totals().get("discarded"));
    }

    @Test
    void joinsWhatTheProgramsOfAStreamWriteInPieces() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), collector.port("syslog-tcp"))) {
            socket.setTcpNoDelay(true);
            for (String piece :
                    List.of(
                            "<11>Nov 22 08:15:30 node1 shop[1]: failed RUN\n",
                            "<11>Nov 22 08:15:30 node1 cart[2]: java.io.IOException: RUN\n",
                            "<11>Nov 22 08:15:30 node1 shop[1]: \tat com.example.Shop.order\n",
                            "<11>Nov 22 08:15:30 node1 cart[2]: \tat com.example.Cart.add\n")) {
                socket.getOutputStream().write(piece.replace("RUN", run).getBytes(UTF_8));
            }
            // The stream stays open: they come since nothing followed them in time.
            assertThat(collected(2))
                    .extracting(record -> record.bodyText().replace(run, "RUN"))
                    .containsExactlyInAnyOrder(
                            "<11>Nov 22 08:15:30 node1 shop[1]: failed RUN\n"
                                    + "\tat com.example.Shop.order",
                            "<11>Nov 22 08:15:30 node1 cart[2]: java.io.IOException: RUN\n"
                                    + "\tat com.example.Cart.add");
        }
    }

    @Test
    void joinsTheDatagramsOfAPeer() throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            send(socket, "<11>Nov 22 08:15:30 node1 shop[1]: failed " + run);
            send(socket, "<11>Nov 22 08:15:30 node1 shop[1]: \tat com.example.Shop.order");
        }

        assertThat(collected(1)).extracting(RawRecord::lineCount).containsExactly(2);
    }

    private void logger(String name, String component, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        Stream.of(
                        "/usr/bin/logger",
                        "-n",
                        "127.0.0.1",
                        "-P",
                        Integer.toString(collector.port(component)))
                .forEach(command::add);
        command.addAll(List.of(options));
        command.add("hello " + run + " " + name);
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static void send(String datagram) throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            send(socket, datagram);
        }
    }

    private static void send(DatagramSocket socket, String datagram) throws Exception {
        byte[] bytes = datagram.getBytes(UTF_8);
        socket.send(
                new DatagramPacket(
                        bytes,
                        bytes.length,
                        InetAddress.getLoopbackAddress(),
                        collector.port("syslog-udp")));
    }

    private List<RawRecord> collected(int count) {
        try (CollectedLogs logs =
                new CollectedLogs(BOOTSTRAP, record -> record.bodyText().contains(run))) {
            return logs.await(count);
        }
    }
}
