package io.stacklens.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Answers as the parser does when it has no pipelines, and as enrichment does with one user; this
 * module does not know the real ones.
 */
final class ServiceStandIn {

    private ServiceStandIn() {}

    /** Starts one for the life of the JVM; answers its address. */
    static String start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/pipelines", ServiceStandIn::inForce);
            server.createContext("/pipelines/dry-run", ServiceStandIn::dryRun);
            server.createContext("/api/v1/user-profiles", ServiceStandIn::users);
            server.start();
            return "http://localhost:" + server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void inForce(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "{\"file\":null,\"names\":[],\"loads\":0,\"refusals\":0}");
    }

    private static void dryRun(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (body.contains("lines")) {
            answer(exchange, 200, "{\"lines\":[{\"line\":1,\"outcome\":\"PARSED\"}]}");
        } else {
            answer(exchange, 400, "{\"status\":400,\"detail\":\"lines is missing\"}");
        }
    }

    /** Says in its answer what it was asked. */
    private static void users(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String asked =
                "%s %s %s %s"
                        .formatted(
                                exchange.getRequestMethod(),
                                exchange.getRequestURI(),
                                exchange.getRequestHeaders().getFirst("Authorization"),
                                body.replace('"', '\''));
        if (exchange.getRequestMethod().equals("DELETE")) {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        } else {
            answer(exchange, 200, "{\"asked\":\"" + asked + "\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        String type = status == 200 ? "application/json" : "application/problem+json";
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
