package io.stacklens.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.batch.RawRecord;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A collector that speaks TLS only: HTTPS, and syslog of senders that show a certificate. */
class TlsIT {

    private static final String BOOTSTRAP = EmbeddedPlatform.shared().bootstrapServers();
    private static @TempDir Path directory;
    private static Certificates certificates;
    private static RunningCollector collector;

    private final String run = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        certificates = new Certificates(directory);
        certificates.key("server", "first");
        certificates.key("sender", "sender");
        certificates.key("stranger", "stranger");
        collector =
                new RunningCollector(
                        BOOTSTRAP,
                        "--spring.ssl.bundle.jks.edge.keystore.location=file:"
                                + directory.resolve("server.p12"),
                        "--spring.ssl.bundle.jks.edge.keystore.password=" + Certificates.PASSWORD,
                        "--spring.ssl.bundle.jks.edge.truststore.location=file:"
                                + certificates.trust("sender"),
                        "--spring.ssl.bundle.jks.edge.truststore.password=" + Certificates.PASSWORD,
                        "--spring.ssl.bundle.jks.edge.reload-on-update=true",
                        "--spring.ssl.bundle.watch.file.quiet-period=100ms",
                        "--server.ssl.bundle=edge",
                        "--stacklens.collector.syslog.tls.bundle=edge",
                        "--stacklens.collector.syslog.tls.port=0",
                        "--stacklens.collector.syslog.tls.client-auth=need");
        SSLContext client = certificates.client("server");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> https(client, "/actuator/health/readiness").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        collector.close();
    }

    @Test
    void takesLinesOverHttps() throws Exception {
        HttpResponse<String> answer =
                client(certificates.client("server"))
                        .send(
                                HttpRequest.newBuilder(uri("/ingest"))
                                        .POST(BodyPublishers.ofString("over https " + run))
                                        .build(),
                                BodyHandlers.ofString());

        assertThat(answer.body()).contains("\"accepted\":1");
        assertThat(collected(1)).hasSize(1);
    }

    @Test
    void takesTheLinesOfASecuredStream() throws Exception {
        sendsTwoLines();
    }

    private void sendsTwoLines() throws Exception {
        try (SSLSocket socket = syslog("sender")) {
            OutputStream out = socket.getOutputStream();
            out.write(("<13>one " + run + "\n").getBytes(UTF_8));
            out.write(("<13>two " + run + "\n").getBytes(UTF_8));
        }

        assertThat(collected(2))
                .allSatisfy(
                        record ->
                                assertThat(record.attributes())
                                        .containsEntry("transport", "tls")
                                        .containsEntry("peer", "127.0.0.1"))
                .extracting(RawRecord::bodyText)
                .containsExactly("<13>one " + run, "<13>two " + run);
    }

    /** While a line is held for what may continue it, reads end by a timer. */
    @Test
    void losesNothingWhenARecordOfTlsIsReadInTwoParts() throws Exception {
        SSLContext context = certificates.client("server", "sender");
        try (SlowSocket raw = new SlowSocket(collector.port("syslog-tls"));
                SSLSocket socket =
                        (SSLSocket)
                                context.getSocketFactory()
                                        .createSocket(raw, "127.0.0.1", raw.getPort(), true)) {
            socket.startHandshake();
            OutputStream out = socket.getOutputStream();
            out.write(("<13>before " + run + "\n").getBytes(UTF_8));
            raw.inHalves = true;
            out.write(("<13>halved " + run + "\n").getBytes(UTF_8));
            raw.inHalves = false;
            out.write(("<13>after " + run + "\n").getBytes(UTF_8));
        }

        assertThat(collected(3))
                .extracting(RawRecord::bodyText)
                .containsExactly("<13>before " + run, "<13>halved " + run, "<13>after " + run);
    }

    @Test
    void refusesAStreamWithoutACertificateThatItTrusts() throws Exception {
        for (String[] shown : new String[][] {{}, {"stranger"}}) {
            assertThatThrownBy(
                            () -> {
                                try (SSLSocket socket = syslog(shown)) {
                                    socket.getOutputStream().write("<13>no\n".getBytes(UTF_8));
                                    // TLS 1.3 refuses a client after its handshake.
                                    assertThat(socket.getInputStream().read()).isNotNegative();
                                }
                            })
                    .isInstanceOfAny(IOException.class, AssertionError.class);
        }
        sendsTwoLines();
    }

    @Test
    void showsANewCertificateWithoutARestart() throws Exception {
        SSLContext old = certificates.client("server", "sender");
        certificates.key("server", "second");
        SSLContext renewed = certificates.client("server", "sender");

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(
                        () -> {
                            assertThat(shown(renewed, collector.port("syslog-tls")))
                                    .isEqualTo("CN=second");
                            assertThat(shown(renewed, collector.httpPort())).isEqualTo("CN=second");
                        });
        assertThatThrownBy(() -> shown(old, collector.port("syslog-tls")))
                .isInstanceOf(IOException.class);
    }

    private static String shown(SSLContext client, int port) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        }
    }

    private static SSLSocket syslog(String... shown) throws Exception {
        SSLSocket socket =
                (SSLSocket)
                        certificates
                                .client("server", shown)
                                .getSocketFactory()
                                .createSocket("127.0.0.1", collector.port("syslog-tls"));
        socket.startHandshake();
        return socket;
    }

    private static HttpResponse<String> https(SSLContext context, String path) throws Exception {
        return client(context)
                .send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private static HttpClient client(SSLContext context) {
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static URI uri(String path) {
        return URI.create("https://127.0.0.1:" + collector.httpPort() + path);
    }

    private List<RawRecord> collected(int count) {
        try (CollectedLogs logs =
                new CollectedLogs(BOOTSTRAP, record -> record.bodyText().contains(run))) {
            return logs.await(count);
        }
    }

    /** Sends what is written to it in two halves, the second after a line is held no longer. */
    private static final class SlowSocket extends Socket {

        private static final Duration LONGER_THAN_A_LINE_IS_HELD = Duration.ofMillis(400);

        private volatile boolean inHalves;

        SlowSocket(int port) throws IOException {
            super(InetAddress.getLoopbackAddress(), port);
            setTcpNoDelay(true);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            OutputStream out = super.getOutputStream();
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    out.write(b);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    int half = inHalves ? length / 2 : length;
                    out.write(bytes, offset, half);
                    if (half < length) {
                        pause();
                        out.write(bytes, offset + half, length - half);
                    }
                }
            };
        }

        private static void pause() throws IOException {
            try {
                Thread.sleep(LONGER_THAN_A_LINE_IS_HELD);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
