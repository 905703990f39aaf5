package io.stacklens.pipeline.security;

import io.stacklens.pipeline.health.UsedKeysSource;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When keys were used last, since it was asked last: a heartbeat carries it, no request writes. */
final class UsedKeys implements UsedKeysSource {

    private final Map<Long, Instant> used = new ConcurrentHashMap<>();

    void used(long keyId, Instant at) {
        used.put(keyId, at);
    }

    @Override
    public Map<Long, Instant> take() {
        Map<Long, Instant> taken = new HashMap<>();
        used.keySet()
                .forEach(
                        id -> {
                            Instant at = used.remove(id);
                            if (at != null) {
                                taken.put(id, at);
                            }
                        });
        return taken;
    }
}
