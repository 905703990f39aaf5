package io.stacklens.logstore;

import io.stacklens.logstore.block.DamagedBlockException;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The damaged blocks that one answer has met. Thread-safe. */
final class Damage {

    private final DamagedBlocks all;
    private final Set<Long> met = ConcurrentHashMap.newKeySet();

    Damage(DamagedBlocks all) {
        this.all = all;
    }

    void add(StoredBlock block, DamagedBlockException damage) {
        met.add(block.summary().blockId());
        all.add(block.summary(), damage);
    }

    int blocks() {
        return met.size();
    }
}
