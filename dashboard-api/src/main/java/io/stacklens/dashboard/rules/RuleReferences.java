package io.stacklens.dashboard.rules;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.RuleExpression;
import io.stacklens.model.alert.RuleKind;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.HashSet;
import java.util.Set;

/** Whether what a rule names is there: other rules, and an objective. */
@Component
class RuleReferences {

    private final StoredRules rules;
    private final JdbcClient jdbc;

    RuleReferences(StoredRules rules, JdbcClient jdbc) {
        this.rules = rules;
        this.jdbc = jdbc;
    }

    /**
     * Checks a rule.
     *
     * @param id its own, if it has one already
     * @throws BadRequestException if it names what is not there, or itself
     */
    void check(AlertRule rule, @Nullable Long id) {
        if (rule.kind() == RuleKind.COMPOSITE && rule.expression() != null) {
            follow(rule.expression(), rule.expression(), id, new HashSet<>());
        }
        if (rule.kind() == RuleKind.BURN_RATE && rule.sloId() != null && !hasSlo(rule.sloId())) {
            throw new BadRequestException(
                    "slo_id", rule.sloId(), "the id of an objective that is there");
        }
    }

    private void follow(String given, String expression, @Nullable Long id, Set<Long> seen) {
        for (long named : RuleExpression.parse(expression).ruleIds()) {
            if (id != null && named == id) {
                throw new BadRequestException(
                        "expression", given, "other rules; it leads back to rule " + id);
            }
            if (!seen.add(named)) {
                continue;
            }
            AlertRule other =
                    rules.findById(named)
                            .map(StoredRule::toRule)
                            .orElseThrow(
                                    () ->
                                            new BadRequestException(
                                                    "expression",
                                                    given,
                                                    "rules that are there; %d is not"
                                                            .formatted(named)));
            if (other.expression() != null) {
                follow(given, other.expression(), id, seen);
            }
        }
    }

    private boolean hasSlo(long id) {
        return jdbc.sql("select exists (select from slos where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }
}
