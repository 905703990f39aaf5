package io.stacklens.pipeline.stage;

import io.stacklens.pipeline.fate.RecordFates;

import java.util.HashMap;
import java.util.Map;

/** Fates that are not settled yet, since their transaction is still open. */
final class FateCounts {

    private long received;
    private long forwarded;
    private final Map<String, Long> discarded = new HashMap<>();
    private final Map<String, Long> deadLettered = new HashMap<>();

    void received(long records) {
        received += records;
    }

    void forwarded(long records) {
        forwarded += records;
    }

    void discarded(String reason, long records) {
        discarded.merge(reason, records, Long::sum);
    }

    void deadLettered(String reason, long records) {
        deadLettered.merge(reason, records, Long::sum);
    }

    /** Dead letters by reason. */
    Map<String, Long> deadLettered() {
        return deadLettered;
    }

    void addTo(FateCounts other) {
        other.received(received);
        other.forwarded(forwarded);
        discarded.forEach(other::discarded);
        deadLettered.forEach(other::deadLettered);
    }

    void settle(RecordFates fates) {
        fates.received(received);
        fates.forwarded(forwarded);
        discarded.forEach(fates::discarded);
        deadLettered.forEach(fates::deadLettered);
    }
}
