package io.stacklens.model.batch;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** Rows whose records carried different things beside their bodies: the latest few. */
final class RecentRows {

    static final int NONE = -1;

    /** A request has lines of two kinds; a syslog peer's are whole or cut. */
    private static final int SLOTS = 4;

    private final @Nullable RawRecord[] records = new @Nullable RawRecord[SLOTS];
    private final int[] rows = new int[SLOTS];
    private int next;

    /** A row whose record carried the same beside its body and time, or {@link #NONE}. */
    int find(RawRecord record) {
        for (int slot = 0; slot < SLOTS; slot++) {
            RawRecord other = records[slot];
            if (other != null && isAlike(other, record)) {
                return rows[slot];
            }
        }
        return NONE;
    }

    void add(RawRecord record, int row) {
        records[next] = record;
        rows[next] = row;
        next = (next + 1) % SLOTS;
    }

    private static boolean isAlike(RawRecord one, RawRecord other) {
        return Objects.equals(one.formatHint(), other.formatHint())
                && one.source().equals(other.source())
                && Objects.equals(one.service(), other.service())
                && one.attributes().equals(other.attributes());
    }
}
