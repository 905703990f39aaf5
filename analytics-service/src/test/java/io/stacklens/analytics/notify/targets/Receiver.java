package io.stacklens.analytics.notify.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.stacklens.model.json.Json;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that keeps what it gets and answers as it is told to. */
public final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private volatile Answers answers = _ -> new Answer(200, "ok", null);

    /** What came. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Post(String path, Headers headers, byte[] body) {

        public JsonNode json() {
            return Json.mapper().readTree(body);
        }

        public String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }
    }

    /** What is answered. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answer(int status, String body, String[] header) {}

    /** Decides how a request is answered; counts from 1. */
    public interface Answers {
        Answer to(int number) throws InterruptedException;
    }

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public Receiver answering(Answers how) {
        answers = how;
        return this;
    }

    public Receiver answering(int status) {
        return answering(_ -> new Answer(status, "because", null));
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public List<Post> posts() {
        return posts;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            posts.add(
                    new Post(
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestHeaders(),
                            body));
            Answer answer = answers.to(posts.size());
            if (answer.header() != null) {
                exchange.getResponseHeaders().add(answer.header()[0], answer.header()[1]);
            }
            byte[] text = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
