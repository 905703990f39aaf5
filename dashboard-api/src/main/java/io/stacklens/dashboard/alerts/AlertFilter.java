package io.stacklens.dashboard.alerts;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.dashboard.sql.Conditions;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which episodes a list shows. What is absent does not matter.
 *
 * @param rule name of a rule
 * @param labels all of which an episode has to have
 * @param suppressed whether a silence keeps it from being told
 * @param from earliest last change, inclusive
 * @param to latest last change, exclusive
 */
record AlertFilter(
        StatusFilter status,
        @Nullable AlertSeverity severity,
        @Nullable String service,
        @Nullable String rule,
        @Nullable RuleKind kind,
        Map<String, String> labels,
        @Nullable Boolean suppressed,
        @Nullable Instant from,
        @Nullable Instant to) {

    Conditions conditions() {
        Conditions conditions =
                new Conditions()
                        .and(status.condition())
                        .and(
                                "severity = :severity",
                                "severity",
                                severity == null ? null : severity.name())
                        .and("service = :service", "service", service)
                        .and("rule = :rule", "rule", rule)
                        .and("kind = :kind", "kind", kind == null ? null : kind.label())
                        .and(
                                "labels @> :labels::jsonb",
                                "labels",
                                labels.isEmpty() ? null : Json.mapper().writeValueAsString(labels))
                        .and("changed_at >= :from", "from", from)
                        .and("changed_at < :to", "to", to);
        if (suppressed != null) {
            conditions.and(suppressed ? "suppressed_by is not null" : "suppressed_by is null");
        }
        return conditions;
    }

    /** Labels as {@code team=post}. */
    static Map<String, String> labels(@Nullable List<String> given) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String pair : given == null ? List.<String>of() : given) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new BadRequestException("label", pair, "a name and a value as team=post");
            }
            labels.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
        }
        return labels;
    }

    static @Nullable RuleKind kind(@Nullable String given) {
        String text = Texts.text(given);
        if (text == null) {
            return null;
        }
        try {
            return RuleKind.ofLabel(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new BadRequestException(
                    "kind",
                    given,
                    "threshold, log_match, absence, template, anomaly, burn_rate or composite");
        }
    }
}
