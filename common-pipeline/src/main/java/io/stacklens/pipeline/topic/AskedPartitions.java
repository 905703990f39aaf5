package io.stacklens.pipeline.topic;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Seldom asked, so that a client of its own for each question costs less than one kept open. */
record AskedPartitions(Supplier<Admin> admins) implements SourcePartitions {

    /** Less, for both questions, than what a consumer may take between two polls. */
    private static final int TIMEOUT_MILLIS = 10_000;

    @Override
    public Map<TopicPartition, SourcePartition> now(Collection<TopicPartition> partitions) {
        try (Admin admin = admins.get()) {
            Map<String, Uuid> ids = ids(admin, partitions);
            ListOffsetsResult ends =
                    admin.listOffsets(
                            partitions.stream()
                                    .filter(partition -> ids.containsKey(partition.topic()))
                                    .collect(
                                            Collectors.toMap(
                                                    Function.identity(), _ -> OffsetSpec.latest())),
                            new ListOffsetsOptions().timeoutMs(TIMEOUT_MILLIS));
            Map<TopicPartition, SourcePartition> now = new HashMap<>();
            for (TopicPartition partition : partitions) {
                Uuid id = ids.get(partition.topic());
                var end = id == null ? null : answer(ends.partitionResult(partition), partition);
                if (id != null && end != null) {
                    now.put(partition, new SourcePartition(partition, id, end.offset()));
                }
            }
            return now;
        }
    }

    private static Map<String, Uuid> ids(Admin admin, Collection<TopicPartition> partitions) {
        Map<String, Uuid> ids = new HashMap<>();
        admin.describeTopics(
                        TopicCollection.ofTopicNames(
                                partitions.stream().map(TopicPartition::topic).distinct().toList()),
                        new DescribeTopicsOptions().timeoutMs(TIMEOUT_MILLIS))
                .topicNameValues()
                .forEach(
                        (topic, asked) -> {
                            TopicDescription description = answer(asked, topic);
                            if (description != null) {
                                ids.put(topic, description.topicId());
                            }
                        });
        return ids;
    }

    /** Nothing of what does not exist. */
    private static <T> @Nullable T answer(KafkaFuture<T> asked, Object about) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw new KafkaException("the broker does not tell of " + about, e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e); // sets the flag
        }
    }
}
