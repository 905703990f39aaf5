package io.stacklens.analytics.alerts;

import static io.stacklens.analytics.alerts.EngineDrive.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.Severity;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.Alert.SampleRecord;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.json.Json;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Alerts wait for their lines, but not long; nothing is lost, nothing said twice. */
class OutboxTest {

    private static final SampleRecord LINE =
            new SampleRecord("id-1", NOON, Severity.ERROR, "shop", null, "boom");

    private final Memory memory = Memory.inHeap();
    private final Map<String, CompletableFuture<List<SampleRecord>>> searches = new HashMap<>();
    private final List<Alert> sent = new ArrayList<>();
    private final List<Alert> withLines = new ArrayList<>();
    private long now = NOON.toEpochMilli();
    private Outbox outbox = outbox();

    @Test
    void anAlertThatFiresWaitsForItsLines() {
        outbox.add(alert("a", 1, AlertStatus.FIRING), now);
        outbox.send(now, withLines::add);
        assertThat(sent).isEmpty();

        searches.get("a").complete(List.of(LINE));
        outbox.send(now, withLines::add);

        assertThat(sent)
                .singleElement()
                .satisfies(alert -> assertThat(alert.sampleRecords()).containsExactly(LINE));
        assertThat(withLines).isEqualTo(sent);
        outbox.send(now, withLines::add);
        assertThat(sent).hasSize(1);
    }

    @Test
    void itDoesNotWaitForEver() {
        outbox.add(alert("a", 1, AlertStatus.FIRING), now);

        now += Outbox.LONGEST_HOLD - 1;
        outbox.send(now, withLines::add);
        assertThat(sent).isEmpty();

        now += 1;
        outbox.send(now, withLines::add);
        assertThat(sent).extracting(Alert::sampleRecords).containsExactly(List.of());
        assertThat(withLines).isEmpty();
    }

    @Test
    void itWaitsAlsoWhenItWasHeldAfterTheRoundHadBegun() {
        outbox.add(alert("a", 1, AlertStatus.FIRING), now + 1);
        outbox.send(now, withLines::add);
        assertThat(sent).isEmpty();
    }

    @Test
    void aClockThatIsSetBackDoesNotHoldIt() {
        outbox.add(alert("a", 1, AlertStatus.FIRING), now);
        now -= Outbox.LONGEST_HOLD;
        outbox.send(now, withLines::add);
        assertThat(sent).hasSize(1);
    }

    @Test
    void theOrderOfASeriesStays() {
        outbox.add(alert("a", 1, AlertStatus.FIRING), now);
        outbox.add(alert("a", 2, AlertStatus.RESOLVED), now);
        outbox.add(alert("b", 1, AlertStatus.RESOLVED), now);
        assertThat(sent).extracting(Alert::fingerprint).containsExactly("b");

        searches.get("a").complete(List.of());
        outbox.send(now, withLines::add);

        assertThat(sent)
                .extracting(Alert::fingerprint, Alert::sequence)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("b", 1L),
                        org.assertj.core.api.Assertions.tuple("a", 1L),
                        org.assertj.core.api.Assertions.tuple("a", 2L));
    }

    @Test
    void whatWasHeldWhenWeWereKilledIsSentOnceInItsOrder() {
        for (int i = 1; i <= 12; i++) {
            outbox.add(alert("a", i, i % 2 == 1 ? AlertStatus.FIRING : AlertStatus.RESOLVED), now);
        }

        outbox = outbox();
        outbox.send(now, withLines::add);
        assertThat(sent)
                .extracting(Alert::sequence)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);

        sent.clear();
        outbox = outbox();
        outbox.send(now, withLines::add);
        assertThat(sent).isEmpty();
    }

    private Outbox outbox() {
        return new Outbox(
                memory,
                alert ->
                        searches.computeIfAbsent(
                                alert.fingerprint(), _ -> new CompletableFuture<>()),
                sent::add);
    }

    private static Alert alert(String fingerprint, long sequence, AlertStatus status) {
        String json =
                """
                {"id": "%1$s", "sequence": %2$d, "rule_id": 1, "rule": "rule", "service": "shop",
                 "severity": "WARNING", "status": "%3$s", "metric": "error_count", "value": 1,
                 "threshold": 1, "window_seconds": 60, "changed_at": "%4$s", "samples": [],
                 "templates": [], "fingerprint": "%1$s", "link": "/alerts/x", "labels": {}}
                """
                        .formatted(fingerprint, sequence, status.label(), NOON);
        return Json.read(json.getBytes(UTF_8), Alert.class);
    }
}
