package io.stacklens.analytics.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/** The partition of a service: what Kafka's own partitioner gives for its name as the key. */
public final class ServicePartition {

    private ServicePartition() {}

    public static int of(String service, int partitions) {
        return Utils.toPositive(Utils.murmur2(service.getBytes(UTF_8))) % partitions;
    }
}
