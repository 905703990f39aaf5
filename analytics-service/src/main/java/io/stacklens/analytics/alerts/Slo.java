package io.stacklens.analytics.alerts;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A service level objective, as far as its budget is concerned.
 *
 * @param route null for the service's total
 * @param objective percent of the requests that shall be good
 * @param latencyMillis a request that takes longer is bad; null when errors are what is bad
 */
public record Slo(
        long id,
        String service,
        @Nullable String route,
        double objective,
        @Nullable Double latencyMillis) {

    /** The objective of a number, or null. */
    static @Nullable Slo named(@Nullable Long id, List<Slo> slos) {
        return slos.stream().filter(slo -> id != null && slo.id() == id).findFirst().orElse(null);
    }

    /** The share of requests that may be bad. */
    double budget() {
        return 1 - objective / 100;
    }

    /** Counts are kept under it; what is counted differently has another. */
    String countsKey() {
        return "%d|%s".formatted(id, latencyMillis == null ? "errors" : latencyMillis);
    }

    boolean isAbout(Series series) {
        return series.service().equals(service)
                && (route == null ? series.route() == null : route.equals(series.route()));
    }
}
