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
    TIME(1),
    SEVERITY(2),
    SERVICE(3),
    ORIGIN(4),
    BODY(5),
    ATTRIBUTES(6),
    TRACE(7),
    REQUEST(8),
    CLIENT(9),
    REST(10);

    private static final ColumnGroup[] BY_ID = byId();

    private final int code;

    ColumnGroup(int code) {
        this.code = code;
    }

    public static ColumnGroup of(LogColumn column) {
        return switch (column) {
            case TIMESTAMP, OBSERVED_TIMESTAMP -> TIME;
            case SEVERITY_NUMBER -> SEVERITY;
            case SERVICE -> SERVICE;
            case ORIGIN_PARTITION, ORIGIN_OFFSET, ORIGIN_INDEX -> ORIGIN;
            case BODY -> BODY;
            case ATTRIBUTES -> ATTRIBUTES;
            case TRACE_ID, SPAN_ID -> TRACE;
            case HTTP_METHOD, HTTP_ROUTE, URL_PATH, HTTP_STATUS, DURATION_MS -> REQUEST;
            case CLIENT_ADDRESS, USER_ID, ACCOUNT_ID -> CLIENT;
            default -> REST;
        };
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
        for (LogColumn column : LogColumn.values()) {
            groups[column.id()] = of(column);
        }
        return groups;
    }
}
