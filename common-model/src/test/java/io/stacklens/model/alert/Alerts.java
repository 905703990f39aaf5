package io.stacklens.model.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;

/** Alerts of which little matters. */
final class Alerts {

    private Alerts() {}

    static Alert firing(
            String service, @Nullable String route, String rule, AlertSeverity severity) {
        String json =
                """
                {"id": "id", "sequence": 1, "rule_id": 7, "rule": "%1$s", "service": "%2$s",
                 "route": %3$s, "severity": "%4$s", "status": "firing", "metric": "latency_p99",
                 "value": 700, "threshold": 500, "window_seconds": 60,
                 "started_at": "2026-01-01T12:00:00Z", "changed_at": "2026-01-01T12:00:00Z",
                 "samples": [], "templates": [], "fingerprint": "7|%2$s", "link": "/alerts/id",
                 "labels": {"team": "post"}}
                """
                        .formatted(
                                rule,
                                service,
                                route == null ? "null" : '"' + route + '"',
                                severity);
        return Json.read(json.getBytes(UTF_8), Alert.class);
    }
}
