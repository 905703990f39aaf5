package io.stacklens.dashboard.apikeys;

import io.stacklens.pipeline.repeat.Repeating;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Collects from heartbeats when keys were used, and writes it down now and then. Thread-safe. */
@Component
public class KeyUses {

    private static final Duration WRITE_EVERY = Duration.ofSeconds(10);

    private final ApiKeys keys;
    private Map<Long, Instant> heard = new HashMap<>();

    KeyUses(ApiKeys keys) {
        this.keys = keys;
    }

    /** Takes what a heartbeat says. */
    public synchronized void heard(Map<Long, Instant> uses) {
        uses.forEach((id, at) -> heard.merge(id, at, KeyUses::later));
    }

    @Bean
    Repeating keyUseWriting() {
        return new Repeating("key-uses", WRITE_EVERY, this::write);
    }

    private void write() {
        Map<Long, Instant> uses = take();
        if (!uses.isEmpty()) {
            keys.used(uses);
        }
    }

    private synchronized Map<Long, Instant> take() {
        Map<Long, Instant> taken = heard;
        heard = new HashMap<>();
        return taken;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
