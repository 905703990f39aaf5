package io.stacklens.parser.repeat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.SeenKeys.Seen;

import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which parts of keyed requests were seen, for the partitions that this instance has. A partition's
 * are read from {@code seen-keys} when its first keyed request comes, so always after the offsets
 * of whoever had it before; they are dropped when it goes.
 */
public final class SeenRequests implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(SeenRequests.class);

    /** How long a poll waits for another instance's open transaction before it is given back. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SeenKeysLog keys;
    private final int maxKeys;
    private final Map<Integer, SeenParts> partitions = new ConcurrentHashMap<>();

    /** Of partitions that are gone. */
    private final AtomicLong forgottenBefore = new AtomicLong();

    SeenRequests(SeenKeysLog keys, int maxKeys, MeterRegistry registry) {
        this.keys = keys;
        this.maxKeys = maxKeys;
        Gauge.builder("stacklens.parser.keys.remembered", this, SeenRequests::remembered)
                .description("Parts of requests with a key that would be known if they came again")
                .register(registry);
        FunctionCounter.builder("stacklens.parser.keys.forgotten", this, SeenRequests::forgotten)
                .description("Parts forgotten before a day was over, since there were too many")
                .register(registry);
    }

    /** Kept in the topic {@code seen-keys}. */
    public static SeenRequests inTopic(
            Map<String, Object> consumerSettings,
            Map<String, Object> adminSettings,
            RepeatProperties settings,
            MeterRegistry registry) {
        SeenKeysTopic topic = new SeenKeysTopic(consumerSettings, adminSettings, PATIENCE);
        return new SeenRequests(topic, settings.maxKeys(), registry);
    }

    /** For one poll, and one thread. */
    public PolledRequests poll() {
        return new PolledRequests(this);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        forget(assigned);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        forget(revoked);
    }

    SeenParts of(int partition) {
        SeenParts known = partitions.get(partition);
        if (known != null) {
            return known;
        }
        long start = System.nanoTime();
        SeenParts read = new SeenParts(Topics.REPEATS_KNOWN_FOR, maxKeys);
        keys.read(partition, read::add);
        partitions.put(partition, read);
        log.atInfo()
                .addKeyValue("partition", partition)
                .addKeyValue("keys", read.size())
                .addKeyValue("ms", (System.nanoTime() - start) / 1_000_000)
                .log("seen keys are known");
        return read;
    }

    /** Whoever has lost the partition meanwhile remembers nothing of it. */
    void committed(int partition, List<Seen> parts) {
        SeenParts known = partitions.get(partition);
        if (known != null) {
            parts.forEach(known::add);
        }
    }

    private void forget(Collection<TopicPartition> gone) {
        for (TopicPartition place : gone) {
            SeenParts known = partitions.remove(place.partition());
            if (known != null) {
                forgottenBefore.addAndGet(known.forgotten());
            }
        }
    }

    private double remembered() {
        return partitions.values().stream().mapToLong(SeenParts::size).sum();
    }

    private double forgotten() {
        return forgottenBefore.get()
                + partitions.values().stream().mapToLong(SeenParts::forgotten).sum();
    }
}
