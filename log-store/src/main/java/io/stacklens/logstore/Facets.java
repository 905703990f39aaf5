package io.stacklens.logstore;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.ColumnGroup;
import io.stacklens.logstore.scan.BlockSummary;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the values of fields. Not thread-safe. */
final class Facets {

    private final List<Facet> facets;

    Facets(List<String> fields) {
        this.facets = fields.stream().distinct().map(Facet::of).toList();
    }

    /** The groups that the fields lie in. */
    Set<ColumnGroup> groups() {
        Set<ColumnGroup> groups = EnumSet.noneOf(ColumnGroup.class);
        facets.forEach(facet -> groups.add(facet.group()));
        return groups;
    }

    /** Counts a whole block by its summary, if that tells all the fields. */
    boolean add(BlockSummary block) {
        if (!facets.stream().allMatch(Facet::isInSummary)) {
            return false;
        }
        facets.forEach(facet -> facet.add(block));
        return true;
    }

    void add(BlockColumns columns, BitSet rows) {
        if (!rows.isEmpty()) {
            facets.forEach(facet -> facet.add(columns, rows));
        }
    }

    Map<String, List<FacetValue>> top(int top) {
        Map<String, List<FacetValue>> values = new LinkedHashMap<>();
        facets.forEach(facet -> values.put(facet.name(), facet.top(top)));
        return values;
    }
}
