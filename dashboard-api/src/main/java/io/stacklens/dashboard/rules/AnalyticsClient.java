package io.stacklens.dashboard.rules;

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

/** Asks the analytics service to try a rule; what it answers is given on as it is. */
@Component
class AnalyticsClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final URI address;
    private final Duration timeout;

    AnalyticsClient(AnalyticsAddressProperties properties) {
        String url = properties.url().toString();
        address = URI.create(url.endsWith("/") ? url : url + "/");
        timeout = properties.timeout();
    }

    /** On behalf of the caller, who may do there what they may do here. */
    HttpResponse<byte[]> tryRule(byte[] json) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve("api/v1/alert-rules/test"))
                        .timeout(timeout)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(json));
        Caller.current()
                .flatMap(Caller::bearer)
                .ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AnalyticsAwayException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AnalyticsAwayException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
