package io.stacklens.analytics.silences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertMatcher;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.alert.Silence;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        return new Alert(
                "id",
                1,
                7L,
                "Error Spike",
                service,
                null,
                AlertSeverity.WARNING,
                AlertStatus.FIRING,
                "error_count",
                700.0,
                100.0,
                60,
                null,
                NOON,
                null,
                null,
                null,
                NOON,
                List.of(),
                List.of(),
                "7|" + service,
                "/alerts/id",
                Map.of(),
                null);
    }
}
