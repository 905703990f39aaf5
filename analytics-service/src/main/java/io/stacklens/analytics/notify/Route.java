package io.stacklens.analytics.notify;

import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertMatcher;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Sends the alerts that fit all its matchers to its channels.
 *
 * @param goesOn whether the routes after it are asked as well
 * @param groupBy fields whose values alerts share that go out together; none for each alone
 */
record Route(
        long id,
        List<AlertMatcher> matchers,
        List<Long> channelIds,
        boolean sendResolved,
        boolean goesOn,
        List<String> groupBy) {

    boolean fits(Alert alert) {
        return matchers.stream().allMatch(matcher -> matcher.matches(alert));
    }

    @Nullable String groupKey(Alert alert) {
        if (groupBy.isEmpty()) {
            return null;
        }
        return groupBy.stream()
                .map(field -> field + "=" + value(alert, field))
                .collect(Collectors.joining("\n", id + "\n", ""))
                .replace("\0", "");
    }

    private static String value(Alert alert, String field) {
        String value =
                switch (field) {
                    case "service" -> alert.service();
                    case "route" -> alert.route();
                    case "rule" -> alert.rule();
                    case "severity" -> alert.severity().name();
                    default -> alert.labels().get(field);
                };
        return value == null ? "" : value;
    }
}
