package io.stacklens.dashboard.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.health.Pulses.Pulse;
import io.stacklens.model.Heartbeat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class PathHealthTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void isUpWhenEveryServiceBeatsAndIsReady() {
        PathHealth health = PathHealth.of(all(), NOW);

        assertThat(health.isUp()).isTrue();
        assertThat(health.status()).isEqualTo("up");
        assertThat(health.services()).hasSize(6).allMatch(PathHealth.ServiceState::up);
    }

    @Test
    void namesTheServiceThatIsSilent() {
        List<Pulse> pulses = all();
        pulses.set(1, pulse("parser", 8, true));
        pulses.remove(4);

        assertThat(PathHealth.of(pulses, NOW).down())
                .containsExactly(
                        "parser: no heartbeat for 8 s (expected: one a second)",
                        "anomaly: no heartbeat");
    }

    @Test
    void namesTheComponentThatIsDown() {
        List<Pulse> pulses = all();
        pulses.set(0, pulse("collector", 0, false));

        assertThat(PathHealth.of(pulses, NOW).down())
                .containsExactly("collector: syslog-tcp: port 5514 is taken");
    }

    @Test
    void needsOneReadyInstanceOfAService() {
        List<Pulse> pulses = all();
        pulses.add(pulse("collector", 0, false));
        pulses.add(pulse("parser", 30, true));

        assertThat(PathHealth.of(pulses, NOW).isUp()).isTrue();
    }

    private static List<Pulse> all() {
        List<Pulse> pulses = new ArrayList<>();
        PathHealth.PATH.forEach(service -> pulses.add(pulse(service, 1, true)));
        return pulses;
    }

    private static Pulse pulse(String service, int secondsAgo, boolean ready) {
        Instant at = NOW.minusSeconds(secondsAgo);
        return new Pulse(
                new Heartbeat(
                        service,
                        "one",
                        at,
                        at,
                        ready,
                        List.of(
                                new Heartbeat.Component("http", true, "port 8001"),
                                new Heartbeat.Component("syslog-tcp", ready, "port 5514 is taken")),
                        Map.of(),
                        Map.of()),
                at);
    }
}
