package io.stacklens.collector.http;

import io.stacklens.collector.intake.MemoryBudget;

/** A body in memory, and the share of the budget that it holds until it is closed. */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried, never compared
record Body(byte[] bytes, int length, MemoryBudget budget, long held) implements AutoCloseable {

    @Override
    public void close() {
        budget.release(held);
    }
}
