package io.stacklens.analytics.alerts;

import io.stacklens.analytics.alerts.LearnedKey.What;
import io.stacklens.model.window.TemplateDelta;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which templates services use, and how often. Kept only of services that a rule about templates
 * looks at; what a service said in its first ten minutes is how it always was.
 */
final class KnownTemplates {

    private static final Duration LEARNING = Duration.ofMinutes(10);
    private static final Duration WRITTEN_EVERY = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int MAX_A_SERVICE = 1_000;

    private final Memory memory;
    private final Map<String, Map<String, KnownTemplate>> services = new HashMap<>();

    /** Since when a service is looked at, in milliseconds. */
    private final Map<String, Long> since = new HashMap<>();

    /** What changed, and when it did first since it was written. */
    private final Map<LearnedKey, Long> unwritten = new HashMap<>();

    KnownTemplates(Memory memory) {
        this.memory = memory;
        memory.forEach(
                (bytes, value) -> {
                    LearnedKey key = LearnedKey.of(bytes);
                    if (key.what() == What.TEMPLATE) {
                        of(key.first())
                                .put(key.second(), KnownTemplate.decode(key.second(), value));
                    } else if (key.what() == What.TEMPLATES_SINCE) {
                        since.put(key.first(), ByteBuffer.wrap(value).getLong());
                    }
                });
    }

    /** Counts what a service wrote; whether it wrote something new. */
    boolean add(String service, List<TemplateDelta> deltas, long now) {
        Long begun = since.get(service);
        if (begun == null) {
            since.put(service, now);
            memory.put(
                    new LearnedKey(What.TEMPLATES_SINCE, service, "").toBytes(),
                    ByteBuffer.allocate(Long.BYTES).putLong(now).array());
        }
        Map<String, KnownTemplate> known = of(service);
        boolean news = false;
        for (TemplateDelta delta : deltas) {
            KnownTemplate template = known.get(delta.templateId());
            if (template == null && known.size() < MAX_A_SERVICE) {
                template = KnownTemplate.seenFirst(delta.templateId(), delta.template(), now);
                known.put(template.id(), template);
                news = true;
            }
            if (template != null) {
                template.counts().add(Math.floorDiv(delta.minuteStart(), 60), delta.count());
                unwritten.putIfAbsent(
                        new LearnedKey(What.TEMPLATE, service, template.id()),
                        template.firstSeen() == now ? 0 : now);
            }
        }
        return news;
    }

    Set<String> services() {
        return services.keySet();
    }

    Collection<KnownTemplate> templates(String service) {
        return services.getOrDefault(service, Map.of()).values();
    }

    /** When everything that was not seen before became new, in milliseconds. */
    long learnedAt(String service) {
        Long begun = since.get(service);
        return begun == null ? Long.MAX_VALUE : begun + LEARNING.toMillis();
    }

    /** Since when a service is looked at, in minutes. */
    long sinceMinute(String service) {
        return Math.floorDiv(since.getOrDefault(service, Long.MAX_VALUE), 60_000) + 1;
    }

    /** Writes what is new at once, counts some seconds later. */
    void write(long now) {
        Iterator<Map.Entry<LearnedKey, Long>> changes = unwritten.entrySet().iterator();
        while (changes.hasNext()) {
            Map.Entry<LearnedKey, Long> change = changes.next();
            LearnedKey key = change.getKey();
            KnownTemplate template = of(key.first()).get(key.second());
            if (template != null && now - change.getValue() >= WRITTEN_EVERY.toMillis()) {
                memory.put(key.toBytes(), template.encode());
                changes.remove();
            }
        }
    }

    void forgetOld(long now) {
        long oldest = (now - KEPT.toMillis()) / 60_000;
        services.forEach(
                (service, known) ->
                        known.values()
                                .removeIf(
                                        template -> {
                                            boolean old = template.counts().newest() < oldest;
                                            if (old) {
                                                forget(service, template);
                                            }
                                            return old;
                                        }));
    }

    private void forget(String service, KnownTemplate template) {
        LearnedKey key = new LearnedKey(What.TEMPLATE, service, template.id());
        unwritten.remove(key);
        memory.delete(key.toBytes());
    }

    private Map<String, KnownTemplate> of(String service) {
        return services.computeIfAbsent(service, _ -> new TreeMap<>());
    }
}
