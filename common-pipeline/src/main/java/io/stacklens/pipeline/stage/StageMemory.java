package io.stacklens.pipeline.stage;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one thread of a stage knows to be handled: what it has read, and has committed since. */
final class StageMemory {

    private static final Logger log = LoggerFactory.getLogger(StageMemory.class);

    private @Nullable Membership membership;
    private @Nullable StagePositions read;
    private final Map<Integer, Long> since = new HashMap<>();
    private final Map<Integer, Cut> cuts = new HashMap<>();

    /** Whether this was read as another member of the group, or with other partitions. */
    boolean isOlderThan(Membership now) {
        return !now.equals(membership);
    }

    void take(StagePositions positions, Membership as) {
        take(positions);
        membership = as;
    }

    void take(StagePositions positions) {
        if (read != null && !read.source().equals(positions.source())) {
            since.clear();
            cuts.clear();
            log.atWarn()
                    .addKeyValue("group", positions.group())
                    .log("the topic was made anew, beginning at its start");
        }
        read = positions;
        cuts.entrySet().removeIf(cut -> positions.next(cut.getKey()) != cut.getValue().position());
        positions.ends().forEach((partition, end) -> cut(partition, end, positions));
    }

    /** Records that come now take the offsets of those that are lost, and are others. */
    private void cut(int partition, long end, StagePositions positions) {
        since.computeIfPresent(partition, (_, next) -> Math.min(next, end));
        long position = positions.next(partition);
        if (position > end && !cuts.containsKey(partition)) {
            cuts.put(partition, new Cut(position, end));
            log.atError()
                    .addKeyValue("group", positions.group())
                    .addKeyValue("partition", partition)
                    .addKeyValue("position", position)
                    .addKeyValue("end", end)
                    .log("the broker has lost records that were handled, going on at the end");
        }
    }

    void add(List<ConsumerRecord<byte[], byte[]>> committed) {
        committed.forEach(
                record -> since.merge(record.partition(), record.offset() + 1, Math::max));
    }

    /** Where a partition goes on at the earliest. */
    long next(int partition) {
        return Math.max(stored(partition), since.getOrDefault(partition, 0L));
    }

    private long stored(int partition) {
        if (read == null) {
            return 0;
        }
        Cut cut = cuts.get(partition);
        return cut == null ? read.next(partition) : cut.end();
    }

    StagePositions positions() {
        return requireNonNull(read, "nothing read");
    }

    /**
     * Who in the group a thread is.
     *
     * @param generation changes whenever partitions come or go
     */
    record Membership(String memberId, int generation) {}

    /**
     * A partition that ended before a position when that was read.
     *
     * @param position as it stands until there is another one
     * @param end where the partition ended then
     */
    private record Cut(long position, long end) {}
}
