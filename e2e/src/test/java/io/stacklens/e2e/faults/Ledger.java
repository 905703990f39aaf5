package io.stacklens.e2e.faults;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;

/** What became of each numbered line, as its sender knows it. */
final class Ledger {

    private final AtomicInteger next = new AtomicInteger();
    private final BitSet acknowledged = new BitSet();
    private final BitSet unknown = new BitSet();

    /** Numbers that nobody has used: from first up to, but not including, end. */
    record Numbers(int first, int end) {}

    Numbers take(int count) {
        int first = next.getAndAdd(count);
        return new Numbers(first, first + count);
    }

    int taken() {
        return next.get();
    }

    /** They must be there exactly once. */
    synchronized void acknowledged(Numbers numbers) {
        acknowledged.set(numbers.first(), numbers.end());
    }

    /** No answer, or a refusal that came too late to mean no: they may be there, but once. */
    synchronized void unknown(Numbers numbers) {
        unknown.set(numbers.first(), numbers.end());
    }

    synchronized int acknowledgedCount() {
        return acknowledged.cardinality();
    }

    synchronized int unknownCount() {
        return unknown.cardinality();
    }

    synchronized boolean isAcknowledged(int number) {
        return acknowledged.get(number);
    }

    synchronized BitSet allAcknowledged() {
        return (BitSet) acknowledged.clone();
    }
}
