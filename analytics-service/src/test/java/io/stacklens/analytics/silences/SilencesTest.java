package io.stacklens.analytics.silences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertMatcher;
import io.stacklens.model.alert.Silence;
import io.stacklens.model.json.Json;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class SilencesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void theFirstOfThoseThatHoldNowSuppresses() {
        Silences silences =
                Silences.of(
                        List.of(
                                silence(1, "shop", NOON.minusSeconds(60)),
                                silence(2, "shop", NOON.plusSeconds(60)),
                                silence(3, "shop", NOON.plusSeconds(90)),
                                silence(4, "cart", NOON.plusSeconds(90))));

        assertThat(silences.suppressing(alert("shop"), NOON)).isEqualTo(2);
        assertThat(silences.suppressing(alert("shop"), NOON.plusSeconds(60))).isEqualTo(3);
        assertThat(silences.suppressing(alert("cart"), NOON)).isEqualTo(4);
        assertThat(silences.suppressing(alert("mail"), NOON)).isNull();
    }

    @Test
    void theLastKnownStayInForceWhileTheTableIsAway() {
        List<Silence> rows = new ArrayList<>();
        boolean[] away = {false};
        Silences silences =
                new Silences(
                        () -> {
                            if (away[0]) {
                                throw new IllegalStateException("away");
                            }
                            return rows;
                        });

        assertThat(silences.isKnown()).isFalse();
        silences.refresh();
        assertThat(silences.isKnown()).isTrue();
        rows.add(silence(1, "shop", NOON.plusSeconds(60)));
        assertThat(silences.suppressing(alert("shop"), NOON)).isNull();
        silences.refresh();
        assertThat(silences.suppressing(alert("shop"), NOON)).isEqualTo(1);
        away[0] = true;
        assertThatThrownBy(silences::refresh).hasMessage("away");
        assertThat(silences.suppressing(alert("shop"), NOON)).isEqualTo(1);
    }

    private static Silence silence(long id, String service, Instant endsAt) {
        return new Silence(
                id,
                Silence.Kind.SILENCE,
                List.of(new AlertMatcher("service", "=", service)),
                NOON.minusSeconds(3_600),
                endsAt,
                null,
                "",
                "ada",
                NOON);
    }

    private static Alert alert(String service) {
        String json =
                """
                {"id": "id", "sequence": 1, "rule_id": 7, "rule": "Error Spike", "service": "%1$s",
                 "severity": "WARNING", "status": "firing", "metric": "error_count", "value": 700,
                 "threshold": 100, "window_seconds": 60, "started_at": "%2$s", "changed_at": "%2$s",
                 "samples": [], "templates": [], "fingerprint": "7|%1$s", "link": "/alerts/id",
                 "labels": {}}
                """
                        .formatted(service, NOON);
        return Json.read(json.getBytes(UTF_8), Alert.class);
    }
}
