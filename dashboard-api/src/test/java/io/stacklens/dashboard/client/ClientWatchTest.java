package io.stacklens.dashboard.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

/** A search in a real Tomcat, which lasts until the test or the client ends it. */
@Timeout(60)
class ClientWatchTest {

    private final Tomcat tomcat = new Tomcat();
    private final ClientWatch watch = new ClientWatch();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile String outcome = "";
    @TempDir private Path directory;

    @BeforeEach
    void start() throws LifecycleException {
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", directory.toString());
        context.getPipeline().addValve(new ClientConnection.Valve());
        Tomcat.addServlet(context, "search", new Search()).setAsyncSupported(true);
        context.addServletMappingDecoded("/search", "search");
        tomcat.getConnector();
        tomcat.start();
    }

    @AfterEach
    void stop() throws LifecycleException {
        end.countDown();
        tomcat.stop();
        tomcat.destroy();
        watch.destroy();
    }

    @Test
    void endsASearchWhoseClientHasGone() throws Exception {
        try (Socket client = ask("")) {
            begun.await();
            assertThat(client.isConnected()).isTrue();
        }

        await().untilAsserted(() -> assertThat(outcome).isEqualTo("gone"));
    }

    @Test
    void letsASearchEndWhoseClientWaits() throws Exception {
        try (Socket client = ask("")) {
            begun.await();
            // Longer than a look takes to come.
            await().pollDelay(java.time.Duration.ofMillis(500)).until(() -> outcome.isEmpty());
            end.countDown();

            assertThat(firstLine(client.getInputStream())).contains("200");
            assertThat(outcome).isEqualTo("found");
        }
    }

    @Test
    void doesNotTakeTheNextRequestForAnEnd() throws Exception {
        try (Socket client = ask("GET /search HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            begun.await();
            await().pollDelay(java.time.Duration.ofMillis(500)).until(() -> outcome.isEmpty());
            end.countDown();

            assertThat(firstLine(client.getInputStream())).contains("200");
        }
    }

    private Socket ask(String next) throws IOException {
        Socket client =
                new Socket(InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort());
        String request = "GET /search HTTP/1.1\r\nHost: localhost\r\n\r\n" + next;
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
        return client;
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private final class Search extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            try {
                watch.whilePresent(request, this::search);
                outcome = "found";
                response.getWriter().write("found");
            } catch (ClientGoneException e) {
                outcome = "gone";
            }
        }

        private boolean search() {
            begun.countDown();
            try {
                end.await();
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("search cancelled");
            }
        }
    }
}
