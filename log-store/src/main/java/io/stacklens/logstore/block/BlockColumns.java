package io.stacklens.logstore.block;

import io.stacklens.logstore.block.BlockDirectory.Part;
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
 * The columns of one block. A group is fetched and unpacked when a column of it is first asked for.
 * Not thread-safe.
 */
public final class BlockColumns {

    /** Fetches the stored bytes of parts, in their order. */
    public interface Source {
        List<byte[]> fetch(List<Part> parts);
    }

    private final BlockDirectory directory;
    private final int rows;
    private final Source source;
    private final Map<ColumnGroup, byte[]> fetched = new EnumMap<>(ColumnGroup.class);
    private final Map<ColumnGroup, LogBatch> unpacked = new EnumMap<>(ColumnGroup.class);
    private @Nullable LogBatch whole;

    public BlockColumns(BlockDirectory directory, int rows, Source source) {
        this.directory = directory;
        this.rows = rows;
        this.source = source;
    }

    /** All columns of a batch, as if they had been a block's. */
    public static BlockColumns of(LogBatch batch) {
        BlockColumns columns =
                new BlockColumns(new BlockDirectory(List.of()), batch.size(), _ -> List.of());
        for (ColumnGroup group : ColumnGroup.values()) {
            columns.unpacked.put(group, batch);
        }
        columns.whole = batch;
        return columns;
    }

    public int rows() {
        return rows;
    }

    /** Fetches groups in one go that will be asked for. */
    public void fetch(Set<ColumnGroup> groups) {
        List<Part> missing =
                directory.parts().stream()
                        .filter(part -> groups.contains(part.group()))
                        .filter(part -> !fetched.containsKey(part.group()))
                        .toList();
        if (missing.isEmpty()) {
            return;
        }
        List<byte[]> bytes = source.fetch(missing);
        for (int i = 0; i < missing.size(); i++) {
            fetched.put(missing.get(i).group(), bytes.get(i));
        }
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

    /** All columns together. */
    public LogBatch whole() {
        if (whole == null) {
            fetch(EnumSet.allOf(ColumnGroup.class));
            LogBatch all = noColumns();
            for (Part part : directory.parts()) {
                all = all.with(group(part.group()));
            }
            whole = all;
        }
        return whole;
    }

    private LogBatch group(LogColumn column) {
        return group(ColumnGroup.of(column));
    }

    private LogBatch group(ColumnGroup group) {
        LogBatch known = unpacked.get(group);
        if (known == null) {
            known = directory.part(group).map(this::unpack).orElseGet(this::noColumns);
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
