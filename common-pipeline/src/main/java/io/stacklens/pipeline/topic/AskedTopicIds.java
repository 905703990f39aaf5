package io.stacklens.pipeline.topic;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Seldom asked, so that a client of its own for each question costs less than one kept open. */
record AskedTopicIds(Supplier<Admin> admins) implements TopicIds {

    /** Less than what a consumer may take between two polls. */
    private static final int TIMEOUT_MILLIS = 10_000;

    @Override
    public Map<String, Uuid> of(Collection<String> topics) {
        try (Admin admin = admins.get()) {
            Map<String, KafkaFuture<TopicDescription>> asked =
                    admin.describeTopics(
                                    TopicCollection.ofTopicNames(topics),
                                    new DescribeTopicsOptions().timeoutMs(TIMEOUT_MILLIS))
                            .topicNameValues();
            Map<String, Uuid> ids = new HashMap<>();
            for (Map.Entry<String, KafkaFuture<TopicDescription>> one : asked.entrySet()) {
                putIfThere(ids, one.getKey(), one.getValue());
            }
            return ids;
        }
    }

    private static void putIfThere(
            Map<String, Uuid> ids, String topic, KafkaFuture<TopicDescription> description) {
        try {
            ids.put(topic, description.get().topicId());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw new KafkaException(
                        "the id of %s is not known".formatted(topic), e.getCause());
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e); // sets the flag
        }
    }
}
