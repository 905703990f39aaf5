package io.stacklens.pipeline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** On a real server, since what counts is what it does with the connection. */
class BodyGuardTest {

    private static ServletWebServerApplicationContext server;

    @SpringBootConfiguration
    @Import(Echo.class)
    @ImportAutoConfiguration({
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpConfiguration.class
    })
    static class Service {}

    @RestController
    static class Echo {

        @PostMapping({"/names", "/many/{kind}/names", "/own/names"})
        int count(@RequestBody List<String> names) {
            return names.size();
        }
    }

    @BeforeAll
    static void start() {
        server =
                (ServletWebServerApplicationContext)
                        new SpringApplicationBuilder(Service.class)
                                .web(WebApplicationType.SERVLET)
                                .run(
                                        "--server.port=0",
                                        "--server.tomcat.connection-timeout=2s",
                                        "--stacklens.http.max-body-size=1000B",
                                        "--stacklens.http.max-body-duration=1s",
                                        "--stacklens.http.routes[0].path=/many/*/names",
                                        "--stacklens.http.routes[0].max-body-size=3000B",
                                        "--stacklens.http.routes[1].path=/own/**",
                                        "--stacklens.http.routes[1].own-bounds=true");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void takesABodyUpToTheBound() throws IOException {
        assertThat(answer("/names", names(1000))).startsWith("HTTP/1.1 200");
        assertThat(chunked("/names", names(1000))).startsWith("HTTP/1.1 200");
    }

    @Test
    void refusesADeclaredLengthBeforeTheBodyComes() throws IOException {
        try (Socket socket = connect()) {
            send(socket, head("/names", "Content-Length: 1001"));

            assertThat(firstBytes(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void namesTheLimitAndItsSettingAndClosesTheConnection() throws IOException {
        assertThat(answer("/names", names(1001)))
                .startsWith("HTTP/1.1 413")
                .contains("Content-Type: application/problem+json", "Connection: close")
                .contains("\"status\":413", "\"instance\":\"/names\"")
                .contains("at most 1000 bytes; stacklens.http.max-body-size");
    }

    @Test
    void refusesABodyOfUnknownLengthWhenItPassesTheBound() throws IOException {
        assertThat(chunked("/names", names(1001)))
                .startsWith("HTTP/1.1 413")
                .contains("Content-Type: application/problem+json", "Connection: close")
                .contains("at most 1000 bytes; stacklens.http.max-body-size");
    }

    @Test
    void takesMoreWhereARouteSaysSo() throws IOException {
        assertThat(answer("/many/old/names", names(3000))).startsWith("HTTP/1.1 200");
        assertThat(chunked("/many/old/names", names(3001)))
                .startsWith("HTTP/1.1 413")
                .contains("at most 3000 bytes; stacklens.http.routes[0].max-body-size");
        assertThat(chunked("/own/names", names(100_000))).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded"})
    void givesUpASenderThatWritesALittleForEver(String type) throws IOException {
        try (ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
                Socket socket = connect()) {
            send(socket, head("/names", "Transfer-Encoding: chunked").replace(JSON, type));
            Future<?> drip =
                    pace.scheduleAtFixedRate(
                            () -> sendQuietly(socket, "1\r\n \r\n"), 0, 50, TimeUnit.MILLISECONDS);

            if (type.equals(JSON)) {
                assertThat(firstBytes(socket))
                        .startsWith("HTTP/1.1 408")
                        .contains("within 1s; stacklens.http.max-body-duration");
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> isClosed(socket));
            drip.cancel(true);
        }
    }

    @Test
    void givesUpASenderThatFallsSilent() throws IOException {
        try (Socket socket = connect()) {
            send(socket, head("/names", "Content-Length: 100") + "[");

            assertThat(read(socket)).startsWith("HTTP/1.1 408").contains("max-body-duration");
        }
    }

    private static final String JSON = "application/json";

    private static String names(int bytes) {
        return "[\"" + "x".repeat(bytes - 4) + "\"]";
    }

    private static String answer(String path, String body) throws IOException {
        try (Socket socket = connect()) {
            send(socket, head(path, "Content-Length: " + body.length()) + body);
            socket.shutdownOutput();
            return read(socket);
        }
    }

    private static String chunked(String path, String body) throws IOException {
        try (Socket socket = connect()) {
            String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
            send(socket, head(path, "Transfer-Encoding: chunked") + chunk + "0\r\n\r\n");
            socket.shutdownOutput();
            return read(socket);
        }
    }

    private static Socket connect() throws IOException {
        return new Socket("localhost", server.getWebServer().getPort());
    }

    private static String head(String path, String length) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\n%s\r\n\r\n"
                .formatted(path, JSON, length);
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    private static void sendQuietly(Socket socket, String text) {
        try {
            send(socket, text);
        } catch (IOException _) {
            // The other side has closed, which is what is waited for.
        }
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    /** What comes first, of a connection that need not be closed. */
    private static String firstBytes(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[4096];
        while (!text.toString().contains("}")) {
            int read = in.read(bytes);
            if (read < 0) {
                break;
            }
            text.append(new String(bytes, 0, read, UTF_8));
        }
        return text.toString();
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read(new byte[4096]) < 0;
        } catch (SocketException _) {
            return true;
        }
    }
}
