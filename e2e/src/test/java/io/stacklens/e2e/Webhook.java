package io.stacklens.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.stacklens.model.json.Json;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that keeps what is posted to it. */
final class Webhook implements AutoCloseable {

    private final HttpServer server;
    private final List<Posted> posted = new CopyOnWriteArrayList<>();

    /** A message as it came. */
    record Posted(String key, JsonNode body) {}

    Webhook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
    }

    /** What was posted about an alert, in order. */
    List<Posted> about(String alertId) {
        return posted.stream()
                .filter(
                        message ->
                                message.body()
                                        .path("alerts")
                                        .path(0)
                                        .path("id")
                                        .asString("")
                                        .equals(alertId))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            posted.add(
                    new Posted(
                            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                            Json.mapper().readTree(exchange.getRequestBody())));
            exchange.sendResponseHeaders(204, -1);
        }
    }
}
