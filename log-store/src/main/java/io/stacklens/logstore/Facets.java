package io.stacklens.logstore;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.ColumnGroup;
import io.stacklens.logstore.scan.Cell;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the values of fields. */
final class Facets implements Counter<Facets> {

    private final List<Facet> facets;

    private Facets(List<Facet> facets) {
        this.facets = facets;
    }

    /** Of fields by their names. */
    static Facets of(List<String> fields) {
        return new Facets(fields.stream().distinct().map(Facet::of).toList());
    }

    @Override
    public Facets fresh() {
        return new Facets(facets.stream().map(Facet::fresh).toList());
    }

    @Override
    public void addAll(Facets part) {
        for (int i = 0; i < facets.size(); i++) {
            facets.get(i).addAll(part.facets.get(i));
        }
    }

    @Override
    public boolean takes(Cell cell) {
        return facets.stream().allMatch(facet -> facet.takes(cell));
    }

    @Override
    public void add(Cell cell) {
        facets.forEach(facet -> facet.add(cell));
    }

    @Override
    public Set<ColumnGroup> groups() {
        Set<ColumnGroup> groups = EnumSet.noneOf(ColumnGroup.class);
        facets.forEach(facet -> groups.add(facet.group()));
        return groups;
    }

    @Override
    public void add(BlockColumns columns, BitSet rows) {
        facets.forEach(facet -> facet.add(columns, rows));
    }

    Map<String, List<FacetValue>> top(int top) {
        Map<String, List<FacetValue>> values = new LinkedHashMap<>();
        facets.forEach(facet -> values.put(facet.name(), facet.top(top)));
        return values;
    }
}
