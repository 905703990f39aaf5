package io.stacklens.logstore;

import io.stacklens.logstore.block.DamagedBlockException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The blocks that could not be read and were left out of an answer; each is logged once. */
final class DamagedBlocks {

    private static final Logger log = LoggerFactory.getLogger(DamagedBlocks.class);

    private final Set<Long> known = ConcurrentHashMap.newKeySet();

    void add(StoredBlock block, DamagedBlockException damage) {
        if (known.add(block.summary().blockId())) {
            log.atError()
                    .addKeyValue("block", block.summary().blockId())
                    .addKeyValue("min_time", block.minTime())
                    .addKeyValue("records", block.summary().records())
                    .addKeyValue("damage", damage.getMessage())
                    .log("block cannot be read and is left out");
        }
    }

    int count() {
        return known.size();
    }
}
