package io.stacklens.analytics.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.json.Json;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The episodes that have not ended, by fingerprint, in memory and in the store. A change of state
 * is published exactly once.
 */
final class Episodes {

    private final KeyValueStore<Bytes, byte[]> store;
    private final Consumer<Alert> publisher;
    private final Map<String, Episode> open = new HashMap<>();

    Episodes(KeyValueStore<Bytes, byte[]> store, Consumer<Alert> publisher) {
        this.store = store;
        this.publisher = publisher;
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                Episode episode = Json.read(entry.value, Episode.class);
                open.put(episode.alert().fingerprint(), episode);
            }
        }
    }

    Optional<Episode> of(String fingerprint) {
        return Optional.ofNullable(open.get(fingerprint));
    }

    /** A copy, so that episodes may end while one goes through it. */
    Collection<Episode> all() {
        return List.copyOf(open.values());
    }

    Optional<Episode> withId(String alertId) {
        return open.values().stream().filter(e -> e.alert().id().equals(alertId)).findFirst();
    }

    /** Takes what was found about a subject; begins an episode if that is what it means. */
    void found(Subject subject, Finding finding, Instant now) {
        Episode episode = open.get(subject.fingerprint());
        EpisodeState before = episode == null ? EpisodeState.NONE : episode.state();
        EpisodeState after = before.on(finding.trigger());
        if (episode != null) {
            change(episode, after, finding, null, now);
        } else if (after != EpisodeState.NONE) {
            begin(subject, after, finding, now);
        }
    }

    /**
     * Moves an episode on.
     *
     * @param by who wanted it, for an acknowledgement
     */
    void change(Episode episode, Finding finding, @Nullable String by, Instant now) {
        change(episode, episode.state().on(finding.trigger()), finding, by, now);
    }

    /** Notes since when the condition has not held; no message. */
    void setClearSince(Episode episode, @Nullable Instant since) {
        put(episode.withClearSince(since));
    }

    private void begin(Subject subject, EpisodeState state, Finding finding, Instant now) {
        String fingerprint = subject.fingerprint();
        String id =
                UUID.nameUUIDFromBytes((fingerprint + "@" + now.toEpochMilli()).getBytes(UTF_8))
                        .toString();
        Finding.Evidence evidence = finding.evidence().get();
        boolean pending = state == EpisodeState.PENDING;
        Alert alert =
                new Alert(
                        id,
                        1,
                        subject.ruleId(),
                        subject.rule(),
                        subject.series().service(),
                        subject.series().route(),
                        subject.severity(),
                        pending ? AlertStatus.PENDING : AlertStatus.FIRING,
                        subject.metric(),
                        finding.value(),
                        subject.threshold(),
                        subject.windowSeconds(),
                        pending ? now : null,
                        pending ? null : now,
                        null,
                        null,
                        null,
                        now,
                        evidence.samples(),
                        evidence.templates(),
                        fingerprint,
                        "/alerts/" + id,
                        subject.labels(),
                        subject.runbookUrl());
        put(new Episode(state, alert, null));
        publisher.accept(alert);
    }

    private void change(
            Episode episode,
            EpisodeState after,
            Finding finding,
            @Nullable String by,
            Instant now) {
        EpisodeState before = episode.state();
        if (after == before) {
            return;
        }
        Alert alert = episode.alert();
        if (before.isOpen()) {
            alert = next(alert, after, finding, by, now);
            publisher.accept(alert);
        }
        if (after == EpisodeState.NONE) {
            remove(alert.fingerprint());
        } else {
            put(new Episode(after, alert, episode.clearSince()));
        }
    }

    private static Alert next(
            Alert last, EpisodeState after, Finding finding, @Nullable String by, Instant now) {
        AlertStatus status =
                switch (after) {
                    case PENDING -> AlertStatus.PENDING;
                    case FIRING -> AlertStatus.FIRING;
                    case ACKNOWLEDGED -> AlertStatus.ACKNOWLEDGED;
                    case NONE, MUTED -> AlertStatus.RESOLVED;
                };
        boolean fires = status == AlertStatus.FIRING;
        boolean acknowledged = status == AlertStatus.ACKNOWLEDGED;
        boolean byHand =
                finding.trigger() == Trigger.ACKNOWLEDGE || finding.trigger() == Trigger.RESOLVE;
        Finding.Evidence evidence =
                fires
                        ? finding.evidence().get()
                        : new Finding.Evidence(last.samples(), last.templates());
        return new Alert(
                last.id(),
                last.sequence() + 1,
                last.ruleId(),
                last.rule(),
                last.service(),
                last.route(),
                last.severity(),
                status,
                last.metric(),
                byHand ? last.value() : finding.value(),
                last.threshold(),
                last.windowSeconds(),
                last.pendingSince(),
                fires ? now : last.startedAt(),
                acknowledged ? now : last.acknowledgedAt(),
                acknowledged ? by : last.acknowledgedBy(),
                status == AlertStatus.RESOLVED ? now : null,
                now,
                evidence.samples(),
                evidence.templates(),
                last.fingerprint(),
                last.link(),
                last.labels(),
                last.runbookUrl());
    }

    private void put(Episode episode) {
        String fingerprint = episode.alert().fingerprint();
        open.put(fingerprint, episode);
        store.put(key(fingerprint), Json.write(episode));
    }

    private void remove(String fingerprint) {
        open.remove(fingerprint);
        store.delete(key(fingerprint));
    }

    private static Bytes key(String fingerprint) {
        return Bytes.wrap(fingerprint.getBytes(UTF_8));
    }
}
