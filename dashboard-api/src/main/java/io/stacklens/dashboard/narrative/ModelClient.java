package io.stacklens.dashboard.narrative;

import io.stacklens.dashboard.narrative.NarrativeProperties.ModelProvider;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Asks one provider one question, by the protocol of OpenAI's chat completions. */
final class ModelClient implements AutoCloseable {

    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final long MOST_BYTES = 1024 * 1024;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int CHARACTERS_A_TOKEN = 4;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final Function<String, @Nullable String> environment;
    private final Duration timeout;
    private final int maxTokens;

    /**
     * Makes a client.
     *
     * @param environment gives the value of an environment variable
     */
    ModelClient(Function<String, @Nullable String> environment, Duration timeout, int maxTokens) {
        this.environment = environment;
        this.timeout = timeout;
        this.maxTokens = maxTokens;
    }

    /** What the model said, and what that cost. */
    record Answer(String text, int tokens) {}

    Answer ask(ModelProvider provider, String instruction, String question)
            throws ModelFailedException, InterruptedException {
        ChatRequest body =
                new ChatRequest(
                        provider.model(),
                        List.of(
                                new ChatMessage("system", instruction),
                                new ChatMessage("user", question)),
                        maxTokens,
                        0,
                        false);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address(provider))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.write(body)));
        String key = key(provider);
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return read(send(request.build()), instruction.length() + question.length());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private @Nullable String key(ModelProvider provider) throws ModelFailedException {
        String variable = provider.keyVariable();
        if (variable == null || variable.isBlank()) {
            return null;
        }
        String key = environment.apply(variable);
        if (key == null || key.isBlank()) {
            throw new ModelFailedException(
                    "the environment variable %s is not set".formatted(variable));
        }
        // A line end from a file would make the header malformed, and the exception quote the key.
        return key.strip();
    }

    private HttpResponse<String> send(HttpRequest request)
            throws ModelFailedException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
        try {
            // A time-out of the request itself would end with the headers.
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ModelFailedException("no whole answer within " + timeout);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new ModelFailedException(
                    cause instanceof IOException ? "not reached: " + cause : "failed: " + cause);
        } finally {
            answer.cancel(true);
        }
    }

    private Answer read(HttpResponse<String> response, int asked) throws ModelFailedException {
        if (response.statusCode() != OK) {
            throw new ModelFailedException(
                    "answered " + response.statusCode(),
                    response.statusCode() == TOO_MANY_REQUESTS ? retryAfter(response) : null);
        }
        try {
            JsonNode json = Json.mapper().readTree(response.body());
            String text = json.path("choices").path(0).path("message").path("content").asString("");
            if (text.isBlank()) {
                throw new ModelFailedException("answered without a text");
            }
            int used = json.path("usage").path("total_tokens").asInt(0);
            int guessed = (asked + text.length()) / CHARACTERS_A_TOKEN;
            return new Answer(text, used > 0 ? used : guessed);
        } catch (JacksonException e) {
            throw new ModelFailedException("answered what is no JSON");
        }
    }

    private static @Nullable Duration retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
    }

    private static URI address(ModelProvider provider) {
        String base = provider.baseUrl().toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + "chat/completions");
    }

    private record ChatRequest(
            String model,
            List<ChatMessage> messages,
            int maxTokens,
            double temperature,
            boolean stream) {}

    private record ChatMessage(String role, String content) {}
}
