package io.stacklens.analytics.offsets;

import org.apache.kafka.common.TopicPartition;

import java.util.HashMap;
import java.util.Map;

/**
 * Records that come again. A reader that is set back gets all from there in order: the first of
 * them is worth a question to the broker, those that follow it are not. For one thread.
 */
public final class Repeats {

    private final Map<TopicPartition, Long> last = new HashMap<>();

    /** Takes a record that comes again; whether it does not follow another one that did. */
    public boolean begin(TopicPartition partition, long offset) {
        Long before = last.put(partition, offset);
        return before == null || offset <= before;
    }

    /** What comes now is not read yet. */
    public void end(TopicPartition partition) {
        last.remove(partition);
    }
}
