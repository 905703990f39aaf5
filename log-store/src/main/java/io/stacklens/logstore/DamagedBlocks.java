package io.stacklens.logstore;

import io.stacklens.logstore.block.DamagedBlockException;
import io.stacklens.logstore.scan.BlockSummary;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The blocks that were found damaged since the start; each is logged once. */
final class DamagedBlocks {

    private static final Logger log = LoggerFactory.getLogger(DamagedBlocks.class);

    private final Set<Long> known = ConcurrentHashMap.newKeySet();

    void add(BlockSummary block, DamagedBlockException damage) {
        if (known.add(block.blockId())) {
            log.atError()
                    .addKeyValue("block", block.blockId())
                    .addKeyValue("min_time", Microseconds.floor(block.minTime()))
                    .addKeyValue("records", block.records())
                    .addKeyValue("damage", damage.getMessage())
                    .log("block is damaged, what cannot be read of it is left out");
        }
    }

    int count() {
        return known.size();
    }
}
