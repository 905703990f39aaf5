package io.stacklens.parser.repeat;

import io.stacklens.model.Topics;
import io.stacklens.model.batch.RequestPartId;
import io.stacklens.model.batch.SeenKeys;
import io.stacklens.model.batch.SeenKeys.Seen;
import io.stacklens.pipeline.stage.StageOutput;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of keyed requests in one poll. They go to {@code seen-keys} in the poll's transaction
 * and are remembered once it has committed; a rolled-back poll leaves nothing behind.
 */
public final class PolledRequests {

    private final SeenRequests seen;
    private final Map<Integer, List<Seen>> fresh = new HashMap<>();
    private final Set<RequestPartId> freshIds = new HashSet<>();

    PolledRequests(SeenRequests seen) {
        this.seen = seen;
    }

    /** Whether a part was there before, in this poll or an earlier one. */
    public boolean isRepeated(RequestPartId id, ConsumerRecord<?, ?> source) {
        return freshIds.contains(id)
                || seen.of(source.partition()).contains(id, source.timestamp());
    }

    /** Takes note of a part that was not there before and has been dealt with. */
    public void add(RequestPartId id, ConsumerRecord<?, ?> source) {
        freshIds.add(id);
        fresh.computeIfAbsent(source.partition(), _ -> new ArrayList<>())
                .add(new Seen(id, source.timestamp()));
    }

    /** Writes them where the owner of their partition will look for them. */
    public void writeTo(StageOutput out) {
        fresh.forEach(
                (partition, parts) ->
                        out.forward(
                                Topics.SEEN_KEYS,
                                partition,
                                null,
                                new SeenKeys(parts).encode(),
                                0));
    }

    public void committed() {
        fresh.forEach(seen::committed);
    }
}
