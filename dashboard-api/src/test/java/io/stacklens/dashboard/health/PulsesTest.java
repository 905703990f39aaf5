package io.stacklens.dashboard.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.Heartbeat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

class PulsesTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private Instant now = START;
    private final Pulses pulses = new Pulses(() -> now);

    @Test
    void measuresHowFastACounterGrows() {
        for (int second = 0; second <= 10; second++) {
            beat("one", START, second, 500L * second);
            beat("two", START, second, 100L * second);
        }

        assertThat(pulses.perSecond("collector", "received")).isEqualTo(600);
    }

    @Test
    void measuresOverTheTimeThatIsAskedFor() {
        for (int second = 0; second <= 40; second++) {
            beat("one", START, second, second <= 20 ? 0 : 60L * (second - 20));
        }

        assertThat(pulses.perSecond("collector", "received")).isEqualTo(60);
        assertThat(pulses.perSecond("collector", "received", Pulses.MINUTE)).isEqualTo(30);
    }

    @Test
    void beginsAnewWhenAnInstanceRestarts() {
        beat("one", START, 0, 1000);
        beat("one", START.plusSeconds(5), 6, 10);
        beat("one", START.plusSeconds(5), 8, 30);

        assertThat(pulses.perSecond("collector", "received")).isEqualTo(10);
    }

    @Test
    void forgetsAnInstanceThatIsSilentForAMinute() {
        beat("one", START, 0, 0);
        now = START.plusSeconds(30);
        assertThat(pulses.latest()).hasSize(1);

        now = START.plusSeconds(61);
        assertThat(pulses.latest()).isEmpty();
    }

    private void beat(String instance, Instant startedAt, int second, long received) {
        now = START.plusSeconds(second);
        pulses.heard(
                new Heartbeat(
                        "collector",
                        instance,
                        startedAt,
                        now,
                        true,
                        List.of(),
                        Map.of("received", received),
                        Map.of()));
    }
}
