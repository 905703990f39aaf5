package io.stacklens.dashboard.rules;

import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.json.Json;

import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;

import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Which state of a rule somebody has seen, as an entity tag. It is made of what the rule says, so
 * that a change by SQL counts as well.
 */
record RuleVersion(String tag) {

    // Labels come in any order.
    private static final ObjectWriter SORTED =
            Json.mapper().writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    static RuleVersion of(AlertRule rule) {
        CRC32C sum = new CRC32C();
        sum.update(SORTED.writeValueAsBytes(rule));
        return new RuleVersion('"' + HexFormat.of().toHexDigits(sum.getValue(), 8) + '"');
    }

    /** Whether a header {@code If-Match} names it; a proxy may have made the tag a weak one. */
    boolean isNamedBy(String ifMatch) {
        for (String each : ifMatch.split(",", -1)) {
            String named = each.strip();
            if (named.equals("*") || named.equals(tag) || named.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }
}
