package io.stacklens.e2e.api;

import io.stacklens.e2e.load.Samples;
import io.stacklens.model.json.Json;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks at a fixed rate, whether earlier answers have come or not, and times each answer from when
 * it should have been asked: an API that stalls is not asked less for it.
 */
final class ApiRun {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final BenchOptions options;
    private final InstantSource clock;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final Map<Endpoint, Measured> measured = new LinkedHashMap<>();

    ApiRun(BenchOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
        Endpoint.ALL.forEach(endpoint -> measured.put(endpoint, new Measured()));
    }

    /** What one endpoint took. */
    record Measured(Samples times, AtomicInteger failed) {

        Measured() {
            this(new Samples(), new AtomicInteger());
        }
    }

    Map<Endpoint, Measured> run() {
        long requests =
                (long) options.rate() * options.warmUp().plus(options.duration()).toSeconds();
        long timedFrom = (long) options.rate() * options.warmUp().toSeconds();
        long interval = Duration.ofSeconds(1).toNanos() / options.rate();
        try (HttpClient _ = http;
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            for (long i = 0; i < requests; i++) {
                long due = start + i * interval;
                waitUntil(due);
                Endpoint endpoint = Endpoint.ALL.get((int) (i % Endpoint.ALL.size()));
                int service = 1 + (int) (i / Endpoint.ALL.size() % options.services());
                boolean isTimed = i >= timedFrom;
                threads.execute(() -> ask(endpoint, service, due, isTimed));
            }
        }
        return measured;
    }

    private static void waitUntil(long due) {
        long left = due - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
    }

    private void ask(Endpoint endpoint, int service, long due, boolean isTimed) {
        boolean isRight = send(endpoint, service);
        Duration took = Duration.ofNanos(System.nanoTime() - due);
        Measured into = measured.get(endpoint);
        if (isTimed && into != null) {
            into.times().add(took);
            if (!isRight) {
                into.failed().incrementAndGet();
            }
        }
    }

    private boolean send(Endpoint endpoint, int service) {
        String path = "/api/v1" + endpoint.path(service, clock.instant());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(options.api() + path))
                        .timeout(TIMEOUT)
                        .header("Accept-Encoding", "gzip");
        if (options.key() != null) {
            request.header("Authorization", "Bearer " + options.key());
        }
        if (endpoint.sql() != null) {
            request.header("Content-Type", "application/json")
                    .POST(
                            BodyPublishers.ofString(
                                    Json.mapper()
                                            .writeValueAsString(Map.of("sql", endpoint.sql()))));
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            return answer.statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
