package io.stacklens.dashboard.upstream;

import io.stacklens.model.json.Json;
import io.stacklens.pipeline.http.BodyRefusedException;
import io.stacklens.pipeline.security.Caller;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Passes requests on to another service on behalf of the caller, who may do there what they may do
 * here; what it answers is given on as it is.
 */
public final class ServiceClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final String service;
    private final URI address;
    private final Duration timeout;

    /**
     * A client of one service.
     *
     * @param service its name, for the refusal when it does not answer
     * @param timeout how long an answer may take
     */
    public ServiceClient(String service, URI url, Duration timeout) {
        this.service = service;
        this.address = URI.create(url.toString().endsWith("/") ? url.toString() : url + "/");
        this.timeout = timeout;
    }

    /**
     * Passes a request on.
     *
     * @param asked whose method and type it has
     * @param path below the service's address, encoded
     */
    public ResponseEntity<byte[]> pass(HttpServletRequest asked, String path, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path))
                        .timeout(timeout)
                        .method(asked.getMethod(), body);
        String type = asked.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null) {
            request.header(HttpHeaders.CONTENT_TYPE, type);
        }
        Caller.current()
                .flatMap(Caller::bearer)
                .ifPresent(bearer -> request.header(HttpHeaders.AUTHORIZATION, "Bearer " + bearer));
        return answer(send(request.build()), asked.getRequestURI());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw refusedBody(e).orElseGet(() -> new ServiceAwayException(service, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceAwayException(service, e);
        }
    }

    /** A body is read while it is sent on, so its refusal comes back as the cause of a failure. */
    private static Optional<RuntimeException> refusedBody(IOException e) {
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(BodyRefusedException.class::isInstance)
                .map(RuntimeException.class::cast)
                .findFirst();
    }

    /** The answer as it is, but for a refusal's path, which is to be the one that was asked for. */
    private static ResponseEntity<byte[]> answer(HttpResponse<byte[]> answer, String path) {
        ResponseEntity.BodyBuilder given = ResponseEntity.status(answer.statusCode());
        if (answer.body().length == 0) {
            return given.build();
        }
        String type =
                answer.headers()
                        .firstValue(HttpHeaders.CONTENT_TYPE)
                        .orElse(MediaType.APPLICATION_JSON_VALUE);
        return given.header(HttpHeaders.CONTENT_TYPE, type)
                .body(
                        type.startsWith(MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                                ? withInstance(answer.body(), path)
                                : answer.body());
    }

    private static byte[] withInstance(byte[] problem, String path) {
        try {
            if (Json.mapper().readTree(problem) instanceof ObjectNode document
                    && document.has("instance")) {
                return Json.write(document.put("instance", path));
            }
        } catch (JacksonException _) {
            return problem; // It is no JSON, so it names no path.
        }
        return problem;
    }
}
