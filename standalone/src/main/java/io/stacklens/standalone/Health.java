package io.stacklens.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks the dashboard whether the whole path takes traffic. */
final class Health {

    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final URI address;

    Health(StackPorts ports) {
        this.address =
                URI.create("http://127.0.0.1:%d/health".formatted(ports.port(Service.DASHBOARD)));
    }

    /** An answer of the dashboard: 200 when all is well, else 503 with what is not. */
    record Answer(int status, String body) {
        boolean ready() {
            return status == 200;
        }
    }

    Answer ask() {
        try (HttpClient client = client()) {
            return ask(client);
        }
    }

    void awaitReady() {
        awaitReady(() -> {});
    }

    /**
     * Asks until the dashboard says yes.
     *
     * @param hopeless throws when there is nothing to wait for
     */
    void awaitReady(Runnable hopeless) {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        try (HttpClient client = client()) {
            Answer answer = ask(client);
            while (!answer.ready()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "not ready after %s; the dashboard says: %s"
                                    .formatted(READY_WITHIN, answer.body()));
                }
                hopeless.run();
                Thread.sleep(PAUSE);
                answer = ask(client);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the dashboard", e);
        }
    }

    private Answer ask(HttpClient client) {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).GET().build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(0, "the dashboard does not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, "interrupted");
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    }
}
