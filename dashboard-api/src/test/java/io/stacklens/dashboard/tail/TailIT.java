package io.stacklens.dashboard.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.logstore.LogStoreOptions;
import io.stacklens.logstore.LogStoreWriter;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.Severity;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Timeout(120)
class TailIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();

    /** An event as the client sees it. */
    private record Event(String type, String id, String data) {

        String body() {
            int at = data.indexOf("\"body\":\"") + 8;
            return data.substring(at, data.indexOf('"', at));
        }
    }

    @Test
    void followsNewRecordsThatMatch() throws IOException {
        try (BufferedReader stream =
                        follow(
                                "service=live&q=" + RunningDashboard.encoded("wanted OR error"),
                                "");
                KafkaProducer<byte[], byte[]> producer = producer()) {
            assertThat(stream.readLine()).isEqualTo(": following");

            send(producer, batch("live", Instant.now(), 0, "unloved", "much wanted"));
            send(producer, batch("other", Instant.now(), 2, "wanted elsewhere"));

            Event event = next(stream);
            assertThat(event.type()).isEqualTo("record");
            assertThat(event.body()).isEqualTo("much wanted");
            assertThat(event.data()).startsWith("{\"id\":");
        }
    }

    @Test
    void givesOnceWhatPassedWhileTheClientWasAway() throws IOException {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            String lastId;
            try (BufferedReader stream = follow("service=away", "")) {
                stream.readLine();
                send(producer, batch("away", Instant.now(), 0, "one", "two", "three"));
                assertThat(next(stream).body()).isEqualTo("one");
                Event second = next(stream);
                assertThat(second.body()).isEqualTo("two");
                lastId = second.id();
            }
            send(producer, batch("away", Instant.now(), 3, "four", "five"));

            try (BufferedReader stream = follow("service=away", lastId)) {
                assertThat(next(stream).body()).isEqualTo("three");
                assertThat(next(stream).body()).isEqualTo("four");
                assertThat(next(stream).body()).isEqualTo("five");
                send(producer, batch("away", Instant.now(), 5, "six"));
                assertThat(next(stream).body()).isEqualTo("six");
            }
        }
    }

    @Test
    void goesOnFromTheLogStoreAfterTheIdOfARecord() throws IOException, SQLException {
        Instant now = Instant.now();
        LogBatch stored = batch("kept", now, 0, "one", "two", "three");
        try (Connection connection = dashboard.connect()) {
            connection.setAutoCommit(false);
            LogStoreWriter writer = new LogStoreWriter(LogStoreOptions.defaults());
            writer.add(stored);
            writer.flush(connection);
            connection.commit();
        }
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            // On the topic are the stored ones too, as far as the store is not known to have them.
            send(producer, stored);
            send(producer, batch("kept", now.plusMillis(5), 3, "four"));

            try (BufferedReader stream = follow("service=kept", stored.id(0).toString())) {
                List<Event> events = new ArrayList<>();
                while (events.isEmpty() || !events.getLast().body().equals("four")) {
                    Event event = next(stream);
                    if (event.type().equals("record")) {
                        events.add(event);
                    }
                }
                assertThat(events.stream().map(Event::body))
                        .containsExactly("two", "three", "four");
            }
        }
    }

    @Test
    void followsForAClientThatAsksForJson() throws IOException {
        HttpResponse<InputStream> answer =
                dashboard.stream(
                        dashboard
                                .request("/api/v1/logs/tail?service=plain")
                                .header("Accept", "application/json"));
        try (InputStream stream = answer.body()) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            assertThat(stream.read()).isEqualTo(':');
        }
    }

    @Test
    void refusesAnIdThatIsNone() {
        assertThat(dashboard.get("/api/v1/logs/tail?last_event_id=yesterday").status())
                .isEqualTo(400);
    }

    @Test
    void servesTwoHundredClients() throws Exception {
        int clients = 200;
        int lines = 50;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                KafkaProducer<byte[], byte[]> producer = producer()) {
            List<Future<InputStream>> opened = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                // Every other one has a query of its own.
                String own = i % 2 == 0 ? "" : "&q=" + RunningDashboard.encoded("-nobody" + i);
                String path = "/api/v1/logs/tail?service=crowd" + own;
                opened.add(threads.submit(() -> dashboard.open(path)));
            }
            List<InputStream> streams = new ArrayList<>();
            for (Future<InputStream> one : opened) {
                streams.add(one.get());
            }
            List<Future<List<String>>> seen = new ArrayList<>();
            for (InputStream stream : streams) {
                Callable<List<String>> reading = () -> bodies(stream, lines);
                seen.add(threads.submit(reading));
            }
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < lines; i++) {
                sent.add("line " + i);
                send(producer, batch("crowd", Instant.now(), i, "line " + i));
            }

            for (Future<List<String>> one : seen) {
                assertThat(one.get()).isEqualTo(sent);
            }
            for (InputStream stream : streams) {
                stream.close();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static List<String> bodies(InputStream in, int count) throws IOException {
        BufferedReader stream =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        List<String> bodies = new ArrayList<>();
        while (bodies.size() < count) {
            Event event = next(stream);
            assertThat(event.type()).isEqualTo("record");
            bodies.add(event.body());
        }
        return bodies;
    }

    private BufferedReader follow(String parameters, String lastId) {
        var request = dashboard.request("/api/v1/logs/tail?" + parameters);
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        return new BufferedReader(
                new InputStreamReader(dashboard.stream(request).body(), StandardCharsets.UTF_8));
    }

    /** The next event with data. */
    private static Event next(BufferedReader stream) {
        String type = "message";
        String id = "";
        String data = "";
        try {
            String line = stream.readLine();
            while (line != null) {
                if (line.isEmpty() && !data.isEmpty()) {
                    return new Event(type, id, data);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                }
                line = stream.readLine();
            }
            throw new AssertionError("the stream ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", dashboard.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, LogBatch batch) {
        var _ = producer.send(new ProducerRecord<>(Topics.ENRICHED_LOGS, 0, null, batch.encode()));
        producer.flush();
    }

    private static LogBatch batch(String service, Instant time, int first, String... bodies) {
        LogBatchBuilder batch = new LogBatchBuilder();
        for (int i = 0; i < bodies.length; i++) {
            batch.addRow();
            batch.put(LogColumn.TIMESTAMP, EpochNanos.of(time) + i)
                    .put(LogColumn.OBSERVED_TIMESTAMP, EpochNanos.of(time))
                    .put(LogColumn.SEVERITY_NUMBER, Severity.INFO.number())
                    .put(LogColumn.SERVICE, service)
                    .put(LogColumn.BODY, bodies[i])
                    .put(LogColumn.ORIGIN_INDEX, first + i)
                    .put(LogColumn.RAW_SIZE, 100);
        }
        return batch.build();
    }
}
