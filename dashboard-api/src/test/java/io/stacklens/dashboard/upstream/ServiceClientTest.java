package io.stacklens.dashboard.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.stacklens.pipeline.http.BodyRefusedException;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

class ServiceClientTest {

    @Test
    void saysWhichServiceIsAway() {
        try (ServiceClient nobody =
                new ServiceClient(
                        "parser", URI.create("http://localhost:1"), Duration.ofSeconds(5))) {
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");

            assertThatThrownBy(() -> nobody.pass(request, "pipelines", BodyPublishers.noBody()))
                    .isInstanceOf(ServiceAwayException.class)
                    .hasMessage("the parser does not answer");
        }
    }

    @Test
    void saysThatABodyWasRefusedWhileItWasPassedOn() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/", exchange -> exchange.getRequestBody().readAllBytes());
        server.start();
        BodyRefusedException refusal =
                new BodyRefusedException(HttpStatus.CONTENT_TOO_LARGE, "too long");
        InputStream body =
                new InputStream() {
                    @Override
                    public int read() {
                        throw refusal;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        throw refusal;
                    }
                };
        try (ServiceClient client =
                new ServiceClient(
                        "enrichment",
                        URI.create("http://localhost:" + server.getAddress().getPort()),
                        Duration.ofSeconds(30))) {
            MockHttpServletRequest request = new MockHttpServletRequest("POST", "/bulk");

            assertThatThrownBy(
                            () ->
                                    client.pass(
                                            request,
                                            "bulk",
                                            BodyPublishers.ofInputStream(() -> body)))
                    .isSameAs(refusal);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void namesThePathThatWasAskedForInARefusal() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/api/v1/user-profiles/u1", ServiceClientTest::refuse);
        server.start();
        try (ServiceClient client =
                new ServiceClient(
                        "enrichment",
                        URI.create("http://localhost:" + server.getAddress().getPort()),
                        Duration.ofSeconds(5))) {
            MockHttpServletRequest request =
                    new MockHttpServletRequest("GET", "/api/v1/reference/users/u1");

            var answer = client.pass(request, "api/v1/user-profiles/u1", BodyPublishers.noBody());

            assertThat(answer.getStatusCode().value()).isEqualTo(400);
            assertThat(new String(requireNonNull(answer.getBody()), UTF_8))
                    .isEqualTo(
                            "{\"detail\":\"risk_score:"
                                    + " 'x'\",\"instance\":\"/api/v1/reference/users/u1\"}");
        } finally {
            server.stop(0);
        }
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        byte[] body =
                "{\"detail\":\"risk_score: 'x'\",\"instance\":\"/api/v1/user-profiles/u1\"}"
                        .getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        exchange.sendResponseHeaders(400, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
