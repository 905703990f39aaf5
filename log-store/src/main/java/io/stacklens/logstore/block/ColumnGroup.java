package io.stacklens.logstore.block;

import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogColumn;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Columns that a block compresses together, since who reads one of them mostly reads the others. A
 * column that no group names, also one of a later version, is in {@link #REST}.
 */
public enum ColumnGroup {
    TIME(1, LogColumn.TIMESTAMP, LogColumn.OBSERVED_TIMESTAMP),
    SEVERITY(2, LogColumn.SEVERITY_NUMBER),
    SERVICE(3, LogColumn.SERVICE),
    ORIGIN(4, LogColumn.ORIGIN_PARTITION, LogColumn.ORIGIN_OFFSET, LogColumn.ORIGIN_INDEX),
    BODY(5, LogColumn.BODY),
    ATTRIBUTES(6, LogColumn.ATTRIBUTES),
    TRACE(7, LogColumn.TRACE_ID, LogColumn.SPAN_ID),
    REQUEST(
            8,
            LogColumn.HTTP_METHOD,
            LogColumn.HTTP_ROUTE,
            LogColumn.URL_PATH,
            LogColumn.HTTP_STATUS,
            LogColumn.DURATION_MS),
    CLIENT(9, LogColumn.CLIENT_ADDRESS, LogColumn.USER_ID, LogColumn.ACCOUNT_ID),
    REST(10);

    private static final ColumnGroup[] BY_ID = byId();

    private final int code;
    private final LogColumn[] columns;

    ColumnGroup(int code, LogColumn... columns) {
        this.code = code;
        this.columns = columns;
    }

    public static ColumnGroup of(LogColumn column) {
        return ofId(column.id());
    }

    /** The columns of a batch that belong to this group. */
    LogBatch columnsOf(LogBatch batch) {
        return batch.only(id -> ofId(id) == this);
    }

    static Set<ColumnGroup> in(LogBatch batch) {
        Set<ColumnGroup> groups = EnumSet.noneOf(ColumnGroup.class);
        batch.columnIds().forEach(id -> groups.add(ofId(id)));
        return groups;
    }

    int code() {
        return code;
    }

    static ColumnGroup ofCode(int code) {
        if (code < 1 || code > values().length) {
            throw new DamagedBlockException(
                    "column group %d (expected: 1 to %d)".formatted(code, values().length));
        }
        return values()[code - 1];
    }

    private static ColumnGroup ofId(int id) {
        return id < BY_ID.length ? BY_ID[id] : REST;
    }

    private static ColumnGroup[] byId() {
        ColumnGroup[] groups = new ColumnGroup[128];
        Arrays.fill(groups, REST);
        for (ColumnGroup group : values()) {
            for (LogColumn column : group.columns) {
                groups[column.id()] = group;
            }
        }
        return groups;
    }
}
