package io.stacklens.dashboard.incidents;

import java.util.List;
import java.util.stream.Collectors;

/** The part of a log query that narrows it to some services. */
final class ServiceQuery {

    private ServiceQuery() {}

    /** To be put behind another query; empty when all services are meant. */
    static String of(List<String> services) {
        return services.isEmpty()
                ? ""
                : services.stream()
                        .map(ServiceQuery::quoted)
                        .collect(Collectors.joining(" OR ", " service:(", ")"));
    }

    private static String quoted(String service) {
        return "\"" + service.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
