package io.stacklens.model.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.model.alert.Recurrence.Day;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

class SilenceTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z"); // a Thursday
    private static final List<AlertMatcher> PAYMENTS =
            List.of(
                    new AlertMatcher("service", "=", "payments"),
                    new AlertMatcher("severity", "!=", "CRITICAL"));

    @Test
    void isForAnAlertThatMatchesAllOfIt() {
        Silence silence = silence(NOON.plusSeconds(60), null);

        assertThat(silence.isFor(Alerts.firing("payments", null, "Slow", AlertSeverity.WARNING)))
                .isTrue();
        assertThat(silence.isFor(Alerts.firing("payments", null, "Slow", AlertSeverity.CRITICAL)))
                .isFalse();
        assertThat(silence.isFor(Alerts.firing("cart", null, "Slow", AlertSeverity.WARNING)))
                .isFalse();
    }

    @Test
    void holdsFromItsStartToBeforeItsEnd() {
        Silence silence = silence(NOON.plusSeconds(60), null);

        assertThat(silence.isActive(NOON.minusMillis(1))).isFalse();
        assertThat(silence.isActive(NOON)).isTrue();
        assertThat(silence.isActive(NOON.plusMillis(59_999))).isTrue();
        assertThat(silence.isActive(NOON.plusSeconds(60))).isFalse();
    }

    @Test
    void recursWithinItsBounds() {
        Recurrence nights =
                new Recurrence(
                        Set.of(Day.TH, Day.FR),
                        LocalTime.of(13, 0),
                        LocalTime.of(14, 0),
                        ZoneId.of("UTC"));
        Silence silence = silence(null, nights);

        assertThat(silence.isActive(NOON)).isFalse();
        assertThat(silence.isActive(NOON.plusSeconds(3_600))).isTrue();
        assertThat(silence.isActive(NOON.plusSeconds(7_200))).isFalse();
        assertThat(silence.isActive(NOON.plusSeconds(3_600 + 86_400))).isTrue();
        assertThat(silence.isActive(NOON.plusSeconds(3_600 + 2 * 86_400))).isFalse();
        assertThat(silence.isActive(NOON.plusSeconds(3_600 - 7 * 86_400)))
                .as("before it starts")
                .isFalse();
    }

    @Test
    void refusesWhatNeverHoldsOrAlwaysDoes() {
        assertThatThrownBy(() -> silence(NOON, null))
                .hasMessage("ends_at: %s (expected: after starts_at %s)".formatted(NOON, NOON));
        assertThatThrownBy(() -> silence(null, null))
                .hasMessage("ends_at: null (expected: a time, unless it recurs)");
        assertThatThrownBy(
                        () ->
                                new Silence(
                                        1L,
                                        Silence.Kind.SILENCE,
                                        List.of(),
                                        NOON,
                                        NOON.plusSeconds(1),
                                        null,
                                        "",
                                        "ada",
                                        NOON))
                .hasMessage("matchers: [] (expected: at least one)");
    }

    @Test
    void isTheSameAfterJson() {
        Recurrence nights =
                new Recurrence(
                        Set.of(Day.SU, Day.MO),
                        LocalTime.of(22, 0),
                        LocalTime.of(6, 30),
                        ZoneId.of("Europe/Berlin"));
        byte[] json = Json.write(silence(null, nights));

        assertThat(new String(json, StandardCharsets.UTF_8))
                .contains("\"kind\":\"maintenance\"")
                .contains(
                        "\"recurrence\":{\"days\":[\"MO\",\"SU\"],\"from\":\"22:00\","
                                + "\"to\":\"06:30\",\"zone\":\"Europe/Berlin\"}");
        assertThat(Json.read(json, Silence.class)).isEqualTo(silence(null, nights));
    }

    private static Silence silence(@Nullable Instant endsAt, @Nullable Recurrence recurrence) {
        return new Silence(
                1L, Silence.Kind.MAINTENANCE, PAYMENTS, NOON, endsAt, recurrence, "", "ada", NOON);
    }
}
