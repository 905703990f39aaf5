package io.stacklens.analytics.notify;

import io.stacklens.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;

/** What a channel is told when somebody tries it. It says of itself that it is a test. */
final class TestAlert {

    private TestAlert() {}

    static JsonNode document(Delivery delivery) {
        Instant at = delivery.createdAt();
        ObjectNode alert = Json.mapper().createObjectNode();
        alert.put("id", "test-" + delivery.key());
        alert.put("sequence", 1);
        alert.put("rule", "Test of this channel");
        alert.put("service", "stacklens");
        alert.put("severity", "INFO");
        alert.put("status", "firing");
        alert.put("started_at", at.toString());
        alert.put("changed_at", at.toString());
        alert.put("link", "/");
        return alert;
    }
}
