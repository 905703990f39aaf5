package io.stacklens.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.embedded.EmbeddedBroker;
import io.stacklens.embedded.Migrator;
import io.stacklens.model.batch.RawRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A collector that is killed with lines on disk, first without Kafka, then while it drains. */
@Execution(ExecutionMode.CONCURRENT)
class KilledCollectorIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir private Path data;
    @TempDir private Path spool;
    private final List<String> accepted = new ArrayList<>();
    private int next;

    @Test
    void deliversEveryAcknowledgedLineOnce() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(data, 0);
        String bootstrap = broker.bootstrapServers();
        Migrator.createTopics(bootstrap);
        try (CollectorProcess first = new CollectorProcess(bootstrap, spool).awaitReady()) {
            post(first, 5);
            broker.close();
            post(first, 40);
            first.kill();
        }
        try (CollectorProcess second = new CollectorProcess(bootstrap, spool).awaitReady()) {
            post(second, 40); // Kafka is still away
            broker = EmbeddedBroker.start(data, URI.create("kafka://" + bootstrap).getPort());
            await().atMost(LONG).until(() -> texts(bootstrap).size() > 250); // perhaps mid-way
            second.kill();
        }
        try (CollectorProcess third = new CollectorProcess(bootstrap, spool).awaitReady()) {
            post(third, 5);
            await().atMost(LONG).until(() -> texts(bootstrap).containsAll(accepted));
        }

        List<String> texts = texts(bootstrap);
        assertThat(texts).doesNotHaveDuplicates();
        assertThat(accepted).hasSize(90 * 50);
        assertThat(texts).hasSameSizeAs(accepted);
        broker.close();
    }

    private void post(CollectorProcess collector, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            List<String> lines =
                    IntStream.range(next, next + 50)
                            .mapToObj(n -> "line %d %s".formatted(n, "x".repeat(200)))
                            .toList();
            next += 50;
            assertThat(collector.post(String.join("\n", lines))).isEqualTo(200);
            accepted.addAll(lines);
        }
    }

    private static List<String> texts(String bootstrap) {
        try (CollectedLogs logs =
                new CollectedLogs(bootstrap, record -> record.bodyText().startsWith("line "))) {
            return logs.all().stream().map(RawRecord::bodyText).toList();
        }
    }
}
