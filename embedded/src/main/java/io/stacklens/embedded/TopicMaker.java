package io.stacklens.embedded;

import static java.util.Objects.requireNonNull;

import io.stacklens.model.TopicSpec;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** Makes the topics that are missing and gives the others the settings they lack. */
final class TopicMaker {

    private static final Logger log = LoggerFactory.getLogger(TopicMaker.class);

    private final Admin admin;
    private final short replicas;

    TopicMaker(Admin admin, short replicas) {
        this.admin = admin;
        this.replicas = replicas;
    }

    void make(List<TopicSpec> topics) throws ExecutionException, InterruptedException {
        Set<String> there = admin.listTopics().names().get();
        List<NewTopic> missing =
                topics.stream()
                        .filter(topic -> !there.contains(topic.name()))
                        .map(
                                topic ->
                                        new NewTopic(topic.name(), topic.partitions(), replicas)
                                                .configs(topic.configs()))
                        .toList();
        admin.createTopics(missing).all().get();
        addSettings(topics.stream().filter(topic -> there.contains(topic.name())).toList());
        log.atInfo()
                .addKeyValue("made", missing.size())
                .addKeyValue("found", topics.size() - missing.size())
                .log("topics are there");
    }

    /** What an operator has set on a topic stays; only what nobody has set is added. */
    private void addSettings(List<TopicSpec> topics)
            throws ExecutionException, InterruptedException {
        Map<ConfigResource, TopicSpec> byResource =
                topics.stream()
                        .collect(
                                Collectors.toMap(
                                        topic ->
                                                new ConfigResource(
                                                        ConfigResource.Type.TOPIC, topic.name()),
                                        topic -> topic));
        Map<ConfigResource, Collection<AlterConfigOp>> additions = new HashMap<>();
        Map<ConfigResource, Config> current =
                admin.describeConfigs(byResource.keySet()).all().get();
        byResource.forEach(
                (resource, topic) -> {
                    Config config = requireNonNull(current.get(resource));
                    Collection<AlterConfigOp> missing = missing(topic, config);
                    if (!missing.isEmpty()) {
                        additions.put(resource, missing);
                    }
                });
        admin.incrementalAlterConfigs(additions).all().get();
    }

    private static Collection<AlterConfigOp> missing(TopicSpec topic, Config current) {
        List<AlterConfigOp> additions = new ArrayList<>();
        topic.configs()
                .forEach(
                        (name, value) -> {
                            ConfigEntry entry = current.get(name);
                            if (entry == null
                                    || entry.source() != ConfigSource.DYNAMIC_TOPIC_CONFIG) {
                                additions.add(
                                        new AlterConfigOp(
                                                new ConfigEntry(name, value), OpType.SET));
                            }
                        });
        return additions;
    }
}
