package io.stacklens.standalone;

import io.stacklens.analytics.AnalyticsApplication;
import io.stacklens.anomaly.AnomalyApplication;
import io.stacklens.collector.CollectorApplication;
import io.stacklens.dashboard.DashboardApplication;
import io.stacklens.enrichment.EnrichmentApplication;
import io.stacklens.parser.ParserApplication;

import org.springframework.boot.builder.SpringApplicationBuilder;

import java.util.Locale;

/** The six services in the order of the path of a log line, each with its usual port. */
public enum Service {
    COLLECTOR(8001),
    PARSER(8002),
    ENRICHMENT(8003),
    ANALYTICS(8004),
    ANOMALY(8006),
    DASHBOARD(8005);

    private final int usualPort;

    Service(int usualPort) {
        this.usualPort = usualPort;
    }

    int usualPort() {
        return usualPort;
    }

    SpringApplicationBuilder application() {
        return switch (this) {
            case COLLECTOR -> CollectorApplication.application();
            case PARSER -> ParserApplication.application();
            case ENRICHMENT -> EnrichmentApplication.application();
            case ANALYTICS -> AnalyticsApplication.application();
            case ANOMALY -> AnomalyApplication.application();
            case DASHBOARD -> DashboardApplication.application();
        };
    }

    /** As people write it: {@code collector}. */
    String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
