package io.stacklens.analytics.alerts;

import io.stacklens.analytics.alerts.LearnedKey.What;
import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * How often the episodes of a rule and a series have begun and ended lately. Who does so too often
 * flaps, and has to keep calm for a while before its next episode ends.
 */
final class Flaps {

    private final Memory memory;
    private final FlapProperties settings;

    /** By fingerprint, the times of the last changes in milliseconds, the oldest first. */
    private final Map<String, Deque<Long>> changes = new HashMap<>();

    Flaps(Memory memory, FlapProperties settings) {
        this.memory = memory;
        this.settings = settings;
        memory.forEach(
                (bytes, value) -> {
                    LearnedKey key = LearnedKey.of(bytes);
                    if (key.what() == What.FLAPS) {
                        changes.put(key.first(), decode(value));
                    }
                });
    }

    /** Notes that an episode began or ended; whether that is too often by now. */
    boolean changed(String fingerprint, long now) {
        Deque<Long> times = changes.computeIfAbsent(fingerprint, _ -> new ArrayDeque<>());
        times.addLast(now);
        while (times.size() > settings.changes() || isOld(times.getFirst(), now)) {
            times.removeFirst();
        }
        memory.put(key(fingerprint), encode(times));
        return times.size() >= settings.changes();
    }

    void forgetOld(long now) {
        Iterator<Map.Entry<String, Deque<Long>>> all = changes.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Deque<Long>> one = all.next();
            if (isOld(one.getValue().getLast(), now)) {
                memory.delete(key(one.getKey()));
                all.remove();
            }
        }
    }

    private boolean isOld(long time, long now) {
        return now - time > settings.within().toMillis();
    }

    private static byte[] key(String fingerprint) {
        return new LearnedKey(What.FLAPS, fingerprint, "").toBytes();
    }

    private static byte[] encode(Deque<Long> times) {
        ByteWriter out = new ByteWriter(64);
        out.writeVarint(times.size());
        times.forEach(out::writeVarint);
        return out.toByteArray();
    }

    private static Deque<Long> decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        Deque<Long> times = new ArrayDeque<>();
        for (int left = in.readCount(in.remaining()); left > 0; left--) {
            times.addLast(in.readVarint());
        }
        return times;
    }
}
