package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stacklens.standalone.Arguments.UsageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What {@code up} says of settings that a service would not take, before anything starts. */
class WrongSettingsTest {

    @TempDir Path dataDir;

    @Test
    void namesThoseThatNobodyReadsAndWhatWasMeant() {
        assertThat(
                        refusalOf(
                                "stacklens.parser.thread=2",
                                "stacklens.parsr.threads=2",
                                "stacklens.publik-url=x",
                                "stacklens.something.else=1",
                                "stacklens.secrets.kye=abc",
                                "stacklens.collector.syslog.tls.prot=1"))
                .containsExactlyInAnyOrder(
                        "stacklens.parser.thread: unknown setting, set to '2' (expected:"
                                + " stacklens.parser.threads)",
                        "stacklens.parsr.threads: unknown setting, set to '2' (expected:"
                                + " stacklens.parser.threads)",
                        "stacklens.publik-url: unknown setting, set to 'x' (expected:"
                                + " stacklens.public-url)",
                        "stacklens.something.else: unknown setting, set to '1'",
                        "stacklens.secrets.kye: unknown setting, set to '***' (expected:"
                                + " stacklens.secrets.key)",
                        "stacklens.collector.syslog.tls.prot: unknown setting, set to '1'"
                                + " (expected: stacklens.collector.syslog.tls.port)");
    }

    @Test
    void namesValuesThatAreNoneOfTheirKind() {
        assertThat(
                        refusalOf(
                                "stacklens.anomaly.watch.max-waiting=many",
                                "stacklens.parser.max-future=soon",
                                "stacklens.analytics.store.block-size=large",
                                "stacklens.analytics.anomaly-alerts.min-score=high",
                                "stacklens.enrichment.risk.enabled=maybe",
                                "stacklens.collector.syslog.tls.client-auth=maybe",
                                "stacklens.dashboard.parser.url=:"))
                .containsExactlyInAnyOrder(
                        "stacklens.anomaly.watch.max-waiting: 'many' (expected: a whole number)",
                        "stacklens.parser.max-future: 'soon' (expected: a time such as 200ms, 5s,"
                                + " 10m or 7d)",
                        "stacklens.analytics.store.block-size: 'large' (expected: a size such as"
                                + " 256KB or 16MB)",
                        "stacklens.analytics.anomaly-alerts.min-score: 'high' (expected: a"
                                + " number)",
                        "stacklens.enrichment.risk.enabled: 'maybe' (expected: true or false)",
                        "stacklens.collector.syslog.tls.client-auth: 'maybe' (expected: one of"
                                + " none, want, need)",
                        "stacklens.dashboard.parser.url: ':' (expected: an address such as"
                                + " https://example.org)");
    }

    @Test
    void namesValuesOutOfBounds() {
        assertThat(
                        refusalOf(
                                "--separate",
                                "stacklens.parser.threads=0",
                                "stacklens.collector.syslog.tls.port=70000",
                                "stacklens.dashboard.narrative.timeout=0s"))
                .containsExactlyInAnyOrder(
                        "stacklens.parser.threads: '0' (expected: greater than 0)",
                        "stacklens.collector.syslog.tls.port: '70000' (expected: less than or"
                                + " equal to 65535)",
                        "stacklens.dashboard.narrative: timeout: PT0S (expected: > 0)");
    }

    @Test
    void saysNothingWhereTheServicesTakeThemAll() {
        StackOptions options =
                StackOptions.defaults(dataDir)
                        .with("stacklens.parser.threads", "2")
                        .with("stacklens.instance", "one")
                        .with("stacklens.public-url", "https://logs.example.org")
                        // One, where the service's own file has five.
                        .with("stacklens.enrichment.risk.statuses[0].from", "500")
                        .with("stacklens.enrichment.risk.statuses[0].points", "5")
                        .with("server.port", "0");

        assertThatCode(options::refuseWrongSettings).doesNotThrowAnyException();
    }

    /** What is said, line by line, once it is sure that nothing has started. */
    private List<String> refusalOf(String... settings) {
        List<String> line =
                Stream.concat(
                                Stream.of("--data-dir=" + dataDir),
                                Stream.of(settings)
                                        .map(it -> it.startsWith("--") ? it : "--set=" + it))
                        .toList();
        Up up = new Up(new PrintStream(OutputStream.nullOutputStream(), true));
        UsageException refusal = catchThrowableOfType(UsageException.class, () -> up.run(line));
        assertThat(dataDir).isDirectoryNotContaining("glob:**/{postgres,kafka}");
        return refusal.getMessage().lines().toList();
    }
}
