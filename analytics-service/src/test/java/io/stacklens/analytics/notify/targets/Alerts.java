package io.stacklens.analytics.notify.targets;

import io.stacklens.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Alerts as they are on the topic. */
public final class Alerts {

    public static final String NASTY = "<script>alert('1')</script> <!channel> @here & \"x\" ```";

    private Alerts() {}

    public static ObjectNode alert(String id, long sequence, String status) {
        return Json.mapper()
                .readTree(
                        """
                        {"id": "%s", "sequence": %d, "rule_id": 2, "rule": "Critical Error Rate",
                         "service": "payment", "route": null, "severity": "CRITICAL", "status": "%s",
                         "metric": "error_rate", "value": 42.347, "threshold": 20, "window_seconds": 30,
                         "pending_since": null, "started_at": "2026-01-01T12:00:00Z",
                         "acknowledged_at": null, "acknowledged_by": null, "resolved_at": null,
                         "changed_at": "2026-01-01T12:00:01Z", "samples": [], "templates": ["paid <*>"],
                         "fingerprint": "2|payment", "link": "/alerts/%s", "labels": {"team": "pay"},
                         "runbook_url": "https://example.org/runbook", "kind": "threshold",
                         "history": [], "flapping": false, "suppressed_by": null, "new_field": 1}
                        """
                                .formatted(id, sequence, status, id))
                .asObject();
    }

    public static ObjectNode resolved(String id, long sequence) {
        return alert(id, sequence, "resolved").put("resolved_at", "2026-01-01T12:05:00Z");
    }

    /** One whose every text tries to be more than text. */
    public static ObjectNode nasty() {
        ObjectNode alert = alert("nasty", 1, "firing").put("rule", "Rate\r\nBcc: all@example.org");
        alert.put("service", NASTY).put("runbook_url", "javascript:alert(1)");
        alert.putObject("labels").put("team", NASTY);
        ObjectNode line = alert.putArray("sample_records").addObject();
        line.put("timestamp", "2026-01-01T11:59:59.5Z").put("severity", "ERROR");
        line.put("host", "web-1").put("body", "boom\n" + NASTY + " ](http://evil.example)");
        return alert;
    }

    public static Message message(Event event, JsonNode... alerts) {
        return new Message("6f9619ff-8b86-d011-b42d-00cf4fc964ff", event, List.of(alerts));
    }
}
