package io.stacklens.model.alert;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Alerts of which little matters. */
final class Alerts {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Alerts() {}

    static Alert firing(
            String service, @Nullable String route, String rule, AlertSeverity severity) {
        return new Alert(
                "id",
                1,
                7L,
                rule,
                service,
                route,
                severity,
                AlertStatus.FIRING,
                "latency_p99",
                700.0,
                500.0,
                60,
                null,
                NOON,
                null,
                null,
                null,
                NOON,
                List.of(),
                List.of(),
                "7|" + service,
                "/alerts/id",
                Map.of("team", "post"),
                null);
    }
}
