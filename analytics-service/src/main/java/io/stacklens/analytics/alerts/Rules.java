package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.AlertRule;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The enabled rules as last read; the last known ones stay in force while the database is away. */
final class Rules {

    private static final Logger log = LoggerFactory.getLogger(Rules.class);

    private final Supplier<RuleTable.Rows> table;
    private final Set<AlertRule> refused = new HashSet<>();

    private volatile Optional<List<Rule>> current = Optional.empty();
    private RuleTable.Rows lastRead = new RuleTable.Rows(List.of(), List.of());

    Rules(Supplier<RuleTable.Rows> table) {
        this.table = table;
    }

    /** The rules in force, or nothing before they were read for the first time. */
    Optional<List<Rule>> current() {
        return current;
    }

    /** Reads them again; the list stays the same object while nothing changes. */
    void refresh() {
        RuleTable.Rows rows = table.get();
        if (current.isPresent() && rows.equals(lastRead)) {
            return;
        }
        List<Rule> rules = new ArrayList<>();
        for (AlertRule row : rows.rules()) {
            if (row.enabled()) {
                add(row, rows.slos(), rules);
            }
        }
        lastRead = rows;
        current = Optional.of(List.copyOf(rules));
        log.atInfo().addKeyValue("rules", rules.size()).log("rules in force");
    }

    private void add(AlertRule row, List<Slo> slos, List<Rule> rules) {
        try {
            rules.add(Rule.of(row, Slo.named(row.sloId(), slos)));
        } catch (IllegalArgumentException e) {
            if (refused.add(row)) {
                log.atWarn()
                        .addKeyValue("rule", row.name())
                        .addKeyValue("reason", e.getMessage())
                        .log("rule cannot be evaluated");
            }
        }
    }
}
