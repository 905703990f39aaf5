package io.stacklens.dashboard.narrative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import io.stacklens.dashboard.narrative.NarrativeProperties.ModelProvider;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

@Timeout(60)
class ProvidersTest {

    private static final String GOOD =
            "{\"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"It broke.\"}}],"
                    + " \"usage\": {\"total_tokens\": 77}}";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<@Nullable String> authorizations = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ModelClient client =
            new ModelClient(Map.of("FIRST_KEY", "k-1\n")::get, Duration.ofSeconds(50), 100);
    private Instant now = Instant.parse("2026-03-10T12:00:00Z");
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        answers("good", exchange -> answer(exchange, 200, GOOD));
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        client.close();
        server.stop(0);
    }

    @Test
    void asksByTheProtocolAndReadsTheAnswer() throws Exception {
        Providers.Told told = providers("good").ask("Be brief.", "{\"facts\": 1}");

        assertThat(told.provider()).isEqualTo("good");
        assertThat(told.answer()).isEqualTo(new ModelClient.Answer("It broke.", 77));
        JsonNode body = JsonMapper.builder().build().readTree(bodies.getFirst());
        assertThat(body.get("model").asString()).isEqualTo("small");
        assertThat(body.get("max_tokens").asInt()).isEqualTo(100);
        assertThat(body.get("stream").asBoolean()).isFalse();
        assertThat(body.get("messages").findValuesAsString("role"))
                .containsExactly("system", "user");
        assertThat(body.get("messages").findValuesAsString("content"))
                .containsExactly("Be brief.", "{\"facts\": 1}");
        assertThat(authorizations).containsExactly((String) null);
    }

    @Test
    void sendsTheKeyThatTheEnvironmentHolds() throws Exception {
        ModelProvider provider = new ModelProvider("good", address("good"), "small", "FIRST_KEY");

        client.ask(provider, "i", "q");

        assertThat(authorizations).containsExactly("Bearer k-1");
    }

    @Test
    void saysWhichVariableIsMissing() {
        ModelProvider provider = new ModelProvider("good", address("good"), "small", "OTHER_KEY");

        assertThatThrownBy(() -> client.ask(provider, "i", "q")).hasMessageContaining("OTHER_KEY");
        assertThat(asked).isEmpty();
    }

    @Test
    void goesOnToTheNextWhateverIsWrongWithTheFirst() throws Exception {
        answers("broken", exchange -> answer(exchange, 200, "{\"choices\": [{"));
        answers("empty", exchange -> answer(exchange, 200, "{\"choices\": []}"));
        answers("failing", exchange -> answer(exchange, 500, "{}"));
        answers("forbidden", exchange -> answer(exchange, 401, "{}"));
        answers("elsewhere", this::redirect);
        answers("huge", exchange -> answer(exchange, 200, "x".repeat(2_000_000)));
        answers("closing", HttpExchange::close);

        List<String> order =
                List.of(
                        "broken",
                        "empty",
                        "failing",
                        "forbidden",
                        "elsewhere",
                        "huge",
                        "closing",
                        "good");
        Providers.Told told = providers(order.toArray(String[]::new)).ask("i", "q");

        assertThat(told.provider()).isEqualTo("good");
        assertThat(asked.stream().distinct()).containsExactlyElementsOf(order);
    }

    @Test
    void waitsForAWholeAnswerNoLongerThanItIsTold() {
        answers("silent", _ -> end.await());
        answers("dripping", this::drip);
        try (ModelClient impatient = new ModelClient(_ -> null, Duration.ofMillis(300), 100)) {
            for (String name : List.of("silent", "dripping")) {
                ModelProvider provider = new ModelProvider(name, address(name), "small", null);

                assertThatThrownBy(() -> impatient.ask(provider, "i", "q"))
                        .hasMessage("no whole answer within PT0.3S");
            }
        }
    }

    @Test
    void leavesAFailedProviderAloneForAWhile() throws Exception {
        answers("failing", exchange -> answer(exchange, 500, "{}"));
        Providers providers = providers("failing", "good");
        providers.ask("i", "q");
        providers.ask("i", "q");
        assertThat(asked).containsExactly("failing", "good", "good");

        now = now.plusSeconds(61);
        providers.ask("i", "q");

        assertThat(asked).containsExactly("failing", "good", "good", "failing", "good");
    }

    @Test
    void waitsAsLongAsAProviderWants() throws Exception {
        answers(
                "busy",
                exchange -> {
                    exchange.getResponseHeaders().add("Retry-After", "600");
                    answer(exchange, 429, "{}");
                });
        Providers providers = providers("busy", "good");
        providers.ask("i", "q");

        now = now.plusSeconds(599);
        providers.ask("i", "q");
        assertThat(asked).containsExactly("busy", "good", "good");

        now = now.plusSeconds(2);
        providers.ask("i", "q");
        assertThat(asked).containsExactly("busy", "good", "good", "busy", "good");
    }

    @Test
    void saysOfEachWhyItDidNotAnswer() {
        answers("failing", exchange -> answer(exchange, 503, "{}"));
        answers("empty", exchange -> answer(exchange, 200, "{}"));

        assertThatThrownBy(() -> providers("failing", "empty").ask("i", "q"))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("failing: answered 503")
                .hasMessageContaining("empty: answered without a text");
    }

    private Providers providers(String... names) {
        List<ModelProvider> providers =
                List.of(names).stream()
                        .map(name -> new ModelProvider(name, address(name), "small", null))
                        .toList();
        return new Providers(providers, client, Duration.ofMinutes(1), () -> now);
    }

    private URI address(String name) {
        return URI.create(
                "http://localhost:%d/%s/v1".formatted(server.getAddress().getPort(), name));
    }

    /** A handler that may wait. */
    private interface Answering {
        void handle(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private void answers(String name, Answering handler) {
        HttpHandler noted =
                exchange -> {
                    asked.add(name);
                    authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    bodies.add(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    try {
                        handler.handle(exchange);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        server.createContext("/" + name + "/v1/chat/completions", noted);
    }

    private void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Location", address("good") + "/chat/completions");
        answer(exchange, 302, "");
    }

    /** The headers at once, then a blank now and then, for ever. */
    private void drip(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, 0);
        while (!end.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
