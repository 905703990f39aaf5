package io.stacklens.e2e.faults;

import io.stacklens.e2e.client.ApiClient;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a search finds of a run.
 *
 * @param numbers of the lines found
 * @param twice numbers found more than once
 * @param bySeverity how many of each service and severity
 */
record Found(BitSet numbers, BitSet twice, Map<String, Map<String, Long>> bySeverity) {

    private static final String PAGE = "5000";
    private static final int MOST_TWINS = 5;

    static Found of(ApiClient api, String run) {
        Found found = new Found(new BitSet(), new BitSet(), new TreeMap<>());
        String cursor = "";
        do {
            JsonNode page =
                    cursor.isEmpty()
                            ? api.get("/logs", "q", run, "limit", PAGE)
                            : api.get("/logs", "q", run, "limit", PAGE, "cursor", cursor);
            page.path("items").forEach(found::add); // not kept: there may be millions
            cursor = page.path("next_cursor").asString("");
        } while (!cursor.isEmpty());
        return found;
    }

    /**
     * Of some lines that were found twice the ids: the same one twice means that the line was
     * collected once and doubled later.
     */
    Map<Integer, List<String>> twins(ApiClient api, String run) {
        Map<Integer, List<String>> twins = new TreeMap<>();
        twice.stream()
                .limit(MOST_TWINS)
                .forEach(number -> twins.put(number, idsOf(api, run, number)));
        return twins;
    }

    private static List<String> idsOf(ApiClient api, String run, int number) {
        List<String> ids = new ArrayList<>();
        api.items("/logs", "q", "%s \"work %d done\"".formatted(run, number))
                .forEach(line -> ids.add(line.path("id").asString()));
        return ids;
    }

    private void add(JsonNode line) {
        int number = NumberedLines.numberOf(line.path("body").asString());
        if (numbers.get(number)) {
            twice.set(number);
        }
        numbers.set(number);
        bySeverity
                .computeIfAbsent(line.path("service").asString(), any -> new TreeMap<>())
                .merge(line.path("severity").asString(), 1L, Long::sum);
    }

    /** The same from the windows of one length. */
    static Map<String, Map<String, Long>> counted(
            ApiClient api, List<String> services, String window) {
        Map<String, Map<String, Long>> counted = new TreeMap<>();
        for (String service : services) {
            Map<String, Long> sums = new TreeMap<>();
            long events = 0;
            for (JsonNode row : api.items("/metrics", "service", service, "window", window)) {
                events += row.path("event_count").asLong();
                row.path("severity_counts")
                        .forEachEntry(
                                (severity, count) ->
                                        sums.merge(severity, count.asLong(), Long::sum));
            }
            sums.values().removeIf(count -> count == 0);
            long bySeverity = sums.values().stream().mapToLong(Long::longValue).sum();
            if (bySeverity != events) {
                sums.put("not by severity", events - bySeverity);
            }
            counted.put(service, sums);
        }
        return counted;
    }
}
