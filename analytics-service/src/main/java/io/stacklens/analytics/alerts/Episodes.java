package io.stacklens.analytics.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.Alert.SampleRecord;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The episodes that have not ended, by fingerprint, here and in their memory. A change of state is
 * published exactly once; so is the beginning or end of a silence in an episode.
 */
final class Episodes {

    private final Memory memory;
    private final Flaps flaps;
    private final Silencer silencer;
    private final Consumer<Alert> publisher;
    private final Map<String, Episode> open = new HashMap<>();
    private boolean changed;

    Episodes(Memory memory, Flaps flaps, Silencer silencer, Consumer<Alert> publisher) {
        this.memory = memory;
        this.flaps = flaps;
        this.silencer = silencer;
        this.publisher = publisher;
        memory.forEach(
                (_, value) -> {
                    Episode episode = Json.read(value, Episode.class);
                    open.put(episode.alert().fingerprint(), episode);
                });
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

    /** Whether one has changed its state since this was last asked. */
    boolean haveChanged() {
        boolean answer = changed;
        changed = false;
        return answer;
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

    /** Keeps the lines that were found behind an alert, for its next messages. */
    void attach(String alertId, List<SampleRecord> records) {
        withId(alertId)
                .ifPresent(
                        episode ->
                                put(episode.withAlert(episode.alert().withSampleRecords(records))));
    }

    /** Says once more what a silence has begun or ended for. */
    void askSilencer(Instant now) {
        for (Episode episode : all()) {
            Alert alert = episode.alert();
            if (episode.state().isOpen()) {
                Long silence = silencer.suppressing(alert, now);
                if (!Objects.equals(silence, alert.suppressedBy())) {
                    Alert again = alert.again(silence, now);
                    publisher.accept(again);
                    put(said(episode.state(), again, episode));
                }
            }
        }
    }

    private void begin(Subject subject, EpisodeState state, Finding finding, Instant now) {
        String fingerprint = subject.fingerprint();
        String id =
                UUID.nameUUIDFromBytes((fingerprint + "@" + now.toEpochMilli()).getBytes(UTF_8))
                        .toString();
        Evidence evidence = finding.evidence().get();
        boolean pending = state == EpisodeState.PENDING;
        Double threshold = finding.threshold();
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
                        threshold == null ? Double.valueOf(subject.threshold()) : threshold,
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
                        subject.runbookUrl(),
                        subject.kind(),
                        evidence.query(),
                        evidence.from(),
                        evidence.to(),
                        List.of(),
                        evidence.history(),
                        !pending && flaps.changed(fingerprint, now.toEpochMilli()),
                        null,
                        subject.groupKey(evidence.templates()));
        Episode nothingYet = new Episode(state, alert, null, subject.series().part(), false);
        put(said(state, say(alert, false, now), nothingYet));
        changed = true;
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
        Episode next =
                new Episode(
                        after,
                        episode.alert(),
                        episode.clearSince(),
                        episode.part(),
                        episode.wasAnnounced());
        if (before.isOpen()) {
            Alert alert = next(episode, after, finding, by, now);
            next = said(after, say(alert, episode.wasAnnounced(), now), next);
        }
        if (after == EpisodeState.NONE) {
            remove(episode.alert().fingerprint());
        } else {
            put(next);
        }
        changed = true;
    }

    /** Publishes; who was told that it began is told that it ended, whatever is silenced now. */
    private Alert say(Alert alert, boolean wasAnnounced, Instant now) {
        boolean owed = wasAnnounced && alert.status() == AlertStatus.RESOLVED;
        Alert said = alert.withSuppressedBy(owed ? null : silencer.suppressing(alert, now));
        publisher.accept(said);
        return said;
    }

    private static Episode said(EpisodeState state, Alert alert, Episode before) {
        boolean announces = alert.status().isActive() && alert.suppressedBy() == null;
        return new Episode(
                state,
                alert,
                before.clearSince(),
                before.part(),
                before.wasAnnounced() || announces);
    }

    private Alert next(
            Episode episode,
            EpisodeState after,
            Finding finding,
            @Nullable String by,
            Instant now) {
        Alert last = episode.alert();
        AlertStatus status = status(after);
        boolean fires = status == AlertStatus.FIRING;
        boolean acknowledged = status == AlertStatus.ACKNOWLEDGED;
        boolean byHand =
                finding.trigger() == Trigger.ACKNOWLEDGE || finding.trigger() == Trigger.RESOLVE;
        Double threshold = finding.threshold();
        Evidence evidence = fires ? finding.evidence().get() : evidenceOf(last);
        boolean flaps = isFlap(episode.state(), finding.trigger(), last, now) || last.flapping();
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
                threshold == null ? last.threshold() : threshold,
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
                last.runbookUrl(),
                last.kind(),
                evidence.query(),
                evidence.from(),
                evidence.to(),
                last.sampleRecords(),
                evidence.history(),
                flaps,
                last.suppressedBy(),
                last.groupKey());
    }

    private static AlertStatus status(EpisodeState state) {
        return switch (state) {
            case PENDING -> AlertStatus.PENDING;
            case FIRING -> AlertStatus.FIRING;
            case ACKNOWLEDGED -> AlertStatus.ACKNOWLEDGED;
            case NONE, MUTED -> AlertStatus.RESOLVED;
        };
    }

    private static Evidence evidenceOf(Alert last) {
        return new Evidence(
                last.samples(),
                last.templates(),
                last.query(),
                last.windowStart(),
                last.windowEnd(),
                last.history());
    }

    /** Notes that it fires or clears by itself; whether it flaps. What people do is no flap. */
    private boolean isFlap(EpisodeState before, Trigger trigger, Alert last, Instant now) {
        boolean fires = trigger == Trigger.BREACH_HELD;
        boolean clears =
                trigger == Trigger.CLEAR_HELD
                        && (before == EpisodeState.FIRING || before == EpisodeState.ACKNOWLEDGED);
        return (fires || clears) && flaps.changed(last.fingerprint(), now.toEpochMilli());
    }

    private void put(Episode episode) {
        String fingerprint = episode.alert().fingerprint();
        open.put(fingerprint, episode);
        memory.put(fingerprint.getBytes(UTF_8), Json.write(episode));
    }

    private void remove(String fingerprint) {
        open.remove(fingerprint);
        memory.delete(fingerprint.getBytes(UTF_8));
    }
}
