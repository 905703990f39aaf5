package io.stacklens.dashboard.deadletters;

import java.time.Instant;
import java.util.List;

/**
 * How many dead letters there are.
 *
 * @param items by stage, reason and topic, the most first
 * @param complete whether all were counted; if not, the next request counts on
 */
record Summary(List<Group> items, long total, boolean complete) {

    /**
     * @param newest when the newest of them came
     */
    record Group(String stage, String reason, String topic, long count, Instant newest) {}
}
