package io.stacklens.pipeline.topic;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

/** Knows the ids of topics: one that is deleted and made anew has another, and other offsets. */
@FunctionalInterface
public interface TopicIds {

    /**
     * The ids of those topics that exist.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not say in time
     */
    Map<String, Uuid> of(Collection<String> topics);

    /**
     * Asks the broker each time.
     *
     * @param admins makes a client, which is closed again
     */
    static TopicIds askedOf(Supplier<Admin> admins) {
        return new AskedTopicIds(admins);
    }
}
