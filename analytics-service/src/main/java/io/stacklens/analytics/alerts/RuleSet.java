package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.RuleKind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules in force, sorted by what they look at. */
final class RuleSet {

    static final RuleSet NONE = new RuleSet(List.of());

    private final List<Rule> all;
    private final Map<String, Slo> slos = new HashMap<>();

    RuleSet(List<Rule> all) {
        this.all = all;
        for (Rule rule : all) {
            if (rule.watch() instanceof Watch.OfBudget(Slo slo, _)) {
                slos.put(slo.countsKey(), slo);
            }
        }
    }

    List<Rule> all() {
        return all;
    }

    /** The rules of some kinds. */
    List<Rule> of(RuleKind... kinds) {
        List<RuleKind> wanted = Arrays.asList(kinds);
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : all) {
            if (wanted.contains(rule.row().kind())) {
                rules.add(rule);
            }
        }
        return rules;
    }

    boolean wantsTemplatesOf(String service) {
        for (Rule rule : all) {
            if (rule.isOf(RuleKind.TEMPLATE) && rule.appliesTo(service)) {
                return true;
            }
        }
        return false;
    }

    /** The objectives of a service that rules guard, each once. */
    List<Slo> slosOf(String service) {
        return slos.isEmpty()
                ? List.of()
                : slos.values().stream().filter(slo -> slo.service().equals(service)).toList();
    }
}
