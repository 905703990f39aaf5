package io.stacklens.analytics.alerts;

import io.stacklens.analytics.alerts.LearnedKey.What;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.Alert.SampleRecord;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Holds an alert that fires back for a moment, until the lines behind it have been found. What is
 * held is in the memory, so that a message is neither lost nor said twice when we are killed
 * meanwhile; messages of one rule and series stay in their order.
 */
final class Outbox {

    /** A search ends by itself much sooner; should one not, its alert goes without lines. */
    static final long LONGEST_HOLD = 10_000;

    private final Memory memory;
    private final SampleLines lines;
    private final Consumer<Alert> sender;
    private final List<Held> held = new ArrayList<>();
    private long next;

    Outbox(Memory memory, SampleLines lines, Consumer<Alert> sender) {
        this.memory = memory;
        this.lines = lines;
        this.sender = sender;
        Map<Long, Alert> left = new TreeMap<>();
        memory.forEach(
                (bytes, value) -> {
                    LearnedKey key = LearnedKey.of(bytes);
                    if (key.what() == What.HELD_MESSAGE) {
                        left.put(Long.valueOf(key.first()), Json.read(value, Alert.class));
                    }
                });
        left.forEach(
                (number, alert) -> {
                    held.add(new Held(number, alert, Long.MIN_VALUE, null));
                    next = number + 1;
                });
    }

    /** Sends an alert now, or soon. */
    void add(Alert alert, long now) {
        boolean fires = alert.status() == AlertStatus.FIRING && alert.sampleRecords().isEmpty();
        CompletableFuture<List<SampleRecord>> found = fires ? lines.of(alert) : null;
        boolean isReady = found == null || found.isDone();
        if (isReady && held.stream().noneMatch(one -> one.isOfSeries(alert))) {
            sender.accept(withLines(alert, found));
        } else {
            Held one = new Held(next++, alert, now, found);
            held.add(one);
            memory.put(one.key(), Json.write(alert));
        }
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /**
     * Sends what has waited long enough, or whose lines have been found.
     *
     * @param withLines is told of alerts that lines were found for
     */
    void send(long now, Consumer<Alert> withLines) {
        Set<String> waiting = new HashSet<>();
        List<Alert> found = new ArrayList<>();
        Iterator<Held> all = held.iterator();
        while (all.hasNext()) {
            Held one = all.next();
            String series = one.alert().fingerprint();
            if (waiting.contains(series) || !one.isReady(now)) {
                waiting.add(series);
            } else {
                all.remove();
                memory.delete(one.key());
                Alert alert = withLines(one.alert(), one.lines());
                sender.accept(alert);
                if (!alert.sampleRecords().isEmpty()) {
                    found.add(alert);
                }
            }
        }
        found.forEach(withLines);
    }

    private static Alert withLines(
            Alert alert, @Nullable CompletableFuture<List<SampleRecord>> lines) {
        return lines != null && lines.isDone() ? alert.withSampleRecords(lines.join()) : alert;
    }

    /** A message that waits; since {@code Long.MIN_VALUE} when another process held it. */
    private record Held(
            long number,
            Alert alert,
            long since,
            @Nullable CompletableFuture<List<SampleRecord>> lines) {

        /** A clock may be set back; and a round may have been begun before this was held. */
        boolean isReady(long now) {
            return lines == null || lines.isDone() || Math.abs(now - since) >= LONGEST_HOLD;
        }

        boolean isOfSeries(Alert other) {
            return alert.fingerprint().equals(other.fingerprint());
        }

        byte[] key() {
            return new LearnedKey(What.HELD_MESSAGE, Long.toString(number), "").toBytes();
        }
    }
}
