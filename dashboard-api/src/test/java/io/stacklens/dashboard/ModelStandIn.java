package io.stacklens.dashboard;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers chat completions as a language model's server does, and remembers what it was asked. */
public final class ModelStandIn {

    private static final List<String> ASKED = new CopyOnWriteArrayList<>();

    private ModelStandIn() {}

    /** Starts one for the life of the JVM; answers its base address. */
    static String start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/v1/chat/completions",
                    exchange -> {
                        byte[] body = exchange.getRequestBody().readAllBytes();
                        ASKED.add(new String(body, StandardCharsets.UTF_8));
                        byte[] answer =
                                """
                                {"id": "1", "object": "chat.completion", "choices": [{"index": 0,
                                 "message": {"role": "assistant", "content": "Errors rose *at once*."},
                                 "finish_reason": "stop"}],
                                 "usage": {"prompt_tokens": 300, "completion_tokens": 20, "total_tokens": 320}}\
                                """
                                        .getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders().add("Content-Type", "application/json");
                        exchange.sendResponseHeaders(200, answer.length);
                        exchange.getResponseBody().write(answer);
                        exchange.close();
                    });
            server.start();
            return "http://localhost:" + server.getAddress().getPort() + "/v1";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bodies of all requests so far. */
    public static List<String> asked() {
        return List.copyOf(ASKED);
    }
}
