package io.stacklens.analytics.notify.targets;

import tools.jackson.databind.JsonNode;

import java.util.List;

/**
 * What is sent at once: one alert, or those of a group to which the same happened.
 *
 * @param key the same at each attempt, and of no other message
 * @param documents the alerts as they are on the topic
 */
public record Message(String key, Event event, List<JsonNode> documents) {

    public Message {
        documents = List.copyOf(documents);
    }

    public List<NotifiedAlert> alerts() {
        return documents.stream().map(NotifiedAlert::of).toList();
    }
}
