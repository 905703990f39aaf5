package io.stacklens.analytics;

import static org.awaitility.Awaitility.await;

import io.stacklens.model.TopicSpec;
import io.stacklens.model.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Deletes topics with all that is in them, and makes them again. */
public final class TopicsMadeAnew {

    private TopicsMadeAnew() {}

    public static void make(String bootstrapServers, String... topics)
            throws ExecutionException, InterruptedException {
        List<String> names = List.of(topics);
        List<NewTopic> wanted =
                Topics.all().stream()
                        .filter(spec -> names.contains(spec.name()))
                        .map(TopicsMadeAnew::topic)
                        .toList();
        try (Admin admin =
                Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
            admin.deleteTopics(names).all().get();
            // The broker may need a moment to forget them.
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(ExecutionException.class)
                    .until(() -> admin.createTopics(wanted).all().get() == null);
        }
    }

    private static NewTopic topic(TopicSpec spec) {
        return new NewTopic(spec.name(), spec.partitions(), (short) 1).configs(spec.configs());
    }
}
