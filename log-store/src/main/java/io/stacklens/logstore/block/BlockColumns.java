package io.stacklens.logstore.block;

import io.stacklens.logstore.block.BlockDirectory.Part;
import io.stacklens.logstore.text.FoldedText;
import io.stacklens.model.batch.DoubleColumn;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.LongColumn;
import io.stacklens.model.batch.MapColumn;
import io.stacklens.model.batch.TextColumn;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of one chunk of a block. A group is fetched and unpacked when a column of it is first
 * asked for. Not thread-safe.
 */
public final class BlockColumns {

    /** Fetches the stored bytes of parts, in their order. */
    public interface Source {
        List<byte[]> fetch(List<Part> parts);
    }

    private final int rows;
    private final Source source;
    private final Map<ColumnGroup, Part> parts = new EnumMap<>(ColumnGroup.class);
    private final Map<ColumnGroup, byte[]> fetched = new EnumMap<>(ColumnGroup.class);
    private final Map<ColumnGroup, LogBatch> unpacked = new EnumMap<>(ColumnGroup.class);
    private @Nullable LogBatch whole;
    private @Nullable FoldedText foldedBodies;
    private @Nullable FoldedText foldedAttributes;

    public BlockColumns(BlockDirectory directory, int chunk, Source source) {
        this(directory.chunkRows().get(chunk), source);
        for (Part part : directory.parts()) {
            if (part.chunk() == chunk) {
                parts.put(part.group(), part);
            }
        }
    }

    private BlockColumns(int rows, Source source) {
        this.rows = rows;
        this.source = source;
    }

    /** All columns of a batch, as if they had been a block's. */
    public static BlockColumns of(LogBatch batch) {
        BlockColumns columns = new BlockColumns(batch.size(), _ -> List.of());
        for (ColumnGroup group : ColumnGroup.values()) {
            columns.unpacked.put(group, batch);
        }
        columns.whole = batch;
        return columns;
    }

    public int rows() {
        return rows;
    }

    /** Where the groups lie that were not fetched yet. */
    public List<Part> missing(Set<ColumnGroup> groups) {
        return parts.values().stream()
                .filter(part -> groups.contains(part.group()))
                .filter(part -> !fetched.containsKey(part.group()))
                .toList();
    }

    /** Takes what was fetched of a {@linkplain #missing missing} part. */
    public void put(Part part, byte[] stored) {
        fetched.put(part.group(), stored);
    }

    public LongColumn longs(LogColumn column) {
        return group(column).longs(column);
    }

    public DoubleColumn doubles(LogColumn column) {
        return group(column).doubles(column);
    }

    public TextColumn texts(LogColumn column) {
        return group(column).texts(column);
    }

    public MapColumn maps(LogColumn column) {
        return group(column).maps(column);
    }

    public long eventTime(int row) {
        return group(LogColumn.TIMESTAMP).eventTime(row);
    }

    /** The bodies one after the other, folded; only where they lie in order, and with rows. */
    public FoldedText foldedBodies() {
        if (foldedBodies == null) {
            TextColumn bodies = texts(LogColumn.BODY);
            // In a batch other columns follow in the same array.
            int end = bodies.start(rows - 1) + Math.max(0, bodies.length(rows - 1));
            foldedBodies = FoldedText.of(bodies.bytes(), bodies.start(0), end);
        }
        return foldedBodies;
    }

    /** The values of attributes one after the other, folded; only where there are some. */
    public FoldedText foldedAttributes() {
        if (foldedAttributes == null) {
            MapColumn attributes = maps(LogColumn.ATTRIBUTES);
            int last = attributes.firstPair(rows) - 1;
            int end = attributes.valueOffset(last) + attributes.valueLength(last);
            foldedAttributes = FoldedText.of(attributes.bytes(), attributes.valueOffset(0), end);
        }
        return foldedAttributes;
    }

    /** All columns together. */
    public LogBatch whole() {
        if (whole == null) {
            fetch(EnumSet.allOf(ColumnGroup.class));
            LogBatch all = noColumns();
            for (ColumnGroup group : parts.keySet()) {
                all = all.with(group(group));
            }
            whole = all;
        }
        return whole;
    }

    private void fetch(Set<ColumnGroup> groups) {
        List<Part> missing = missing(groups);
        if (missing.isEmpty()) {
            return;
        }
        List<byte[]> bytes = source.fetch(missing);
        for (int i = 0; i < missing.size(); i++) {
            put(missing.get(i), bytes.get(i));
        }
    }

    private LogBatch group(LogColumn column) {
        return group(ColumnGroup.of(column));
    }

    private LogBatch group(ColumnGroup group) {
        LogBatch known = unpacked.get(group);
        if (known == null) {
            Part part = parts.get(group);
            known = part == null ? noColumns() : unpack(part);
            unpacked.put(group, known);
        }
        return known;
    }

    private LogBatch unpack(Part part) {
        fetch(EnumSet.of(part.group()));
        byte[] stored = fetched.get(part.group());
        if (stored == null) {
            throw new IllegalStateException("group %s was not fetched".formatted(part.group()));
        }
        return Payload.unpack(part, stored, rows);
    }

    private LogBatch noColumns() {
        LogBatchBuilder empty = new LogBatchBuilder();
        for (int row = 0; row < rows; row++) {
            empty.addRow();
        }
        return empty.build();
    }
}
