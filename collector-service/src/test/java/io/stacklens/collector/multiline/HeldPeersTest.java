package io.stacklens.collector.multiline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.collector.intake.RawLine;
import io.stacklens.model.batch.RawRecord;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class HeldPeersTest {

    private static final long MILLI = 1_000_000;
    private static final RawRecord LIKE =
            new RawRecord(new byte[0], 0, "syslog", "test", null, Map.of(), 1);

    private final List<String> out = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HeldPeers peers =
            new HeldPeers(
                    new Multiline(
                            new MultilineProperties(true, Duration.ofMillis(200), 500), registry),
                    256 << 10,
                    (peer, lines) -> lines.forEach(line -> out.add(peer + " " + text(line))));

    @Test
    void keepsPeersApart() {
        peers.add("a", line("java.io.IOException: one"), 0);
        peers.add("b", line("java.io.IOException: two"), 0);
        peers.add("a", line("\tat One.run"), 0);
        peers.add("b", line("\tat Two.run"), 0);
        assertThat(out).isEmpty();

        peers.flushAll();

        assertThat(out)
                .containsExactly(
                        "a java.io.IOException: one\n\tat One.run",
                        "b java.io.IOException: two\n\tat Two.run");
        assertThat(registry.get("stacklens.collector.lines.joined").counter().count()).isEqualTo(2);
    }

    @Test
    void handsOnWhoIsSilent() {
        peers.add("a", line("one"), 0);
        peers.add("b", line("two"), 100 * MILLI);

        peers.flushDue(200 * MILLI);

        assertThat(out).containsExactly("a one");
    }

    @Test
    void holdsNoJson() {
        peers.add("a", line("{\"message\":\"boom\"}"), 0);

        assertThat(out).hasSize(1);
    }

    @Test
    void letsGoWhoWasSilentLongestWhenThereAreTooMany() {
        for (int peer = 0; peer < HeldPeers.MOST_PEERS + 2; peer++) {
            peers.add("peer" + peer, line("hello"), 0);
        }

        assertThat(out).containsExactly("peer0 hello", "peer1 hello");
    }

    @Test
    void letsGoWhenTooMuchIsHeld() {
        String large = "x".repeat(64 << 10);
        for (int peer = 0; peer <= HeldPeers.MOST_BYTES / large.length(); peer++) {
            peers.add("peer" + peer, line(large), 0);
        }

        assertThat(out).containsExactly("peer0 " + large);
    }

    private static RawLine line(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new RawLine(LIKE, bytes, 0, bytes.length);
    }

    private static String text(RawLine line) {
        return new String(line.bytes(), line.offset(), line.length(), StandardCharsets.UTF_8);
    }
}
