package io.stacklens.dashboard.tail;

import java.util.BitSet;

/** Somebody who follows: what is wanted, and what waits to be read. */
record TailClient(TailSearch search, TailPosition joined, TailQueue queue) {

    /** Offers the rows that are wanted, and answers how many had no room. */
    int show(TailBatch batch) {
        BitSet rows = batch.rows(search);
        int dropped = 0;
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            if (!queue.offer(batch.event(row))) {
                dropped++;
            }
        }
        return dropped;
    }
}
