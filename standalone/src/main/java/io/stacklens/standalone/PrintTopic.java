package io.stacklens.standalone;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code topic NAME [--from-beginning] [--max N]}: prints the records of a topic as JSON, one a
 * line, and goes on with what comes until it is interrupted or has printed N.
 */
record PrintTopic(PrintStream out) implements Command {

    @Override
    public int run(List<String> line) {
        Arguments arguments =
                Arguments.parse(
                        line,
                        Set.of(UpOptions.DATA_DIR, "max", "bootstrap-servers"),
                        Set.of("from-beginning"));
        String topic = arguments.onlyWord("the name of a topic");
        String broker =
                arguments
                        .value("bootstrap-servers")
                        .orElseGet(() -> broker(UpOptions.dataDir(arguments)));
        int max = arguments.number("max").orElse(Integer.MAX_VALUE);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker, "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            if (arguments.has("from-beginning")) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            print(consumer, max);
        }
        return 0;
    }

    private void print(KafkaConsumer<byte[], byte[]> consumer, int max) {
        int printed = 0;
        while (printed < max && !out.checkError()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                if (printed++ < max) {
                    out.println(RecordJson.of(record));
                }
            }
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        List<PartitionInfo> known = consumer.listTopics().get(topic);
        if (known == null) {
            throw new Arguments.UsageException(
                    "no topic %s (expected: one of %s)"
                            .formatted(topic, new TreeSet<>(consumer.listTopics().keySet())));
        }
        return known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    }

    private static String broker(Path dataDir) {
        return RunState.running(dataDir)
                .map(state -> "127.0.0.1:" + state.ports().port(StackPorts.KAFKA))
                .orElseThrow(
                        () ->
                                new Arguments.UsageException(
                                        "nothing runs on %s (expected: a running stack, or --bootstrap-servers)"
                                                .formatted(dataDir)));
    }
}
