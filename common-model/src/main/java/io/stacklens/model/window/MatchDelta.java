package io.stacklens.model.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;

/**
 * How many of a service's records in a bucket a query of a rule finds.
 *
 * @param queryKey of the rule's query and services, by {@link #key}; a changed query counts anew
 * @param bucketStart seconds since the epoch
 * @param samples ids of a few of the records
 */
public record MatchDelta(long queryKey, long bucketStart, long count, List<String> samples) {

    public MatchDelta {
        samples = List.copyOf(samples);
    }

    /**
     * Stands for a rule's query, the same in every process.
     *
     * @param service the rule's glob of services
     */
    public static long key(String service, String query) {
        byte[] text = (service + '\0' + query).getBytes(UTF_8);
        return UUID.nameUUIDFromBytes(text).getMostSignificantBits();
    }
}
