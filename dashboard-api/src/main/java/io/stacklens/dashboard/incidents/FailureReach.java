package io.stacklens.dashboard.incidents;

import io.stacklens.dashboard.incidents.IncidentSummary.Region;
import io.stacklens.logstore.FacetValue;
import io.stacklens.logstore.LogSearch;
import io.stacklens.logstore.LogStore;
import io.stacklens.logstore.query.LogQuery;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/**
 * Who was hit: users and regions on the records of failures. Ends when its thread is interrupted.
 */
@Component
class FailureReach {

    private static final String FAILURES = "(severity:>=ERROR OR http_status:>=500)";
    private static final String USER = "user_id";
    private static final String REGION = "geo.region";
    private static final String COUNTRY = "geo.country_code";
    private static final int MOST_VALUES = 100_000;
    private static final int MOST_REGIONS = 10;

    private final LogStore store;

    FailureReach(LogStore store) {
        this.store = store;
    }

    /**
     * Who was hit.
     *
     * @param users how many different ones; null when nobody knows
     * @param regions by region, or by country where geo data know no regions
     */
    record Reached(@Nullable Long users, List<Region> regions) {

        static final Reached UNKNOWN = new Reached(null, List.of());
    }

    Reached of(Incident incident, SummaryWindow window) {
        LogQuery query = LogQuery.parse(FAILURES + ServiceQuery.of(incident.services()));
        Map<String, List<FacetValue>> found =
                store.facets(
                                new LogSearch(
                                        query, window.from(), window.to(), null, null, 1, null),
                                List.of(USER, REGION, COUNTRY),
                                MOST_VALUES)
                        .value();
        List<FacetValue> regions = found.getOrDefault(REGION, List.of());
        if (regions.isEmpty()) {
            regions = found.getOrDefault(COUNTRY, List.of());
        }
        return new Reached(
                (long) found.getOrDefault(USER, List.of()).size(),
                regions.stream()
                        .limit(MOST_REGIONS)
                        .map(value -> new Region(value.value(), value.total()))
                        .toList());
    }
}
