package io.stacklens.dashboard.pipelines;

import io.stacklens.pipeline.security.Caller;

import org.springframework.stereotype.Component;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks the parser; what it answers is given on as it is. */
@Component
class ParserClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final URI address;
    private final Duration timeout;

    ParserClient(ParserAddressProperties properties) {
        String url = properties.url().toString();
        address = URI.create(url.endsWith("/") ? url : url + "/");
        timeout = properties.timeout();
    }

    HttpResponse<byte[]> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<byte[]> post(String path, byte[] json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(json)));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** On behalf of the caller, who may do there what they may do here. */
    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(timeout);
        Caller.current()
                .flatMap(Caller::bearer)
                .ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        return request;
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new ParserAwayException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParserAwayException(e);
        }
    }
}
