package io.stacklens.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

class LoadOptionsTest {

    private static final Path NONE = Path.of("no-such-directory");

    @Test
    void sendsAHundredThousandLinesToThisMachineByDefault() {
        LoadOptions options = LoadOptions.parse(NONE);

        assertThat(options.lines()).isEqualTo(100_000);
        assertThat(options.rate()).isZero();
        assertThat(options.collector()).isEqualTo(URI.create("http://localhost:8001"));
        assertThat(options.syslog())
                .isEqualTo(InetSocketAddress.createUnresolved("localhost", 5514));
    }

    @Test
    void readsEveryOption() {
        LoadOptions options =
                LoadOptions.parse(
                        NONE,
                        "--rate 10000 --duration 2m --connections 8 --batch 100 --url http://a:1"
                                .concat(" --syslog none --api http://a:2 --timeout 30s")
                                .concat(" --json")
                                .split(" "));

        assertThat(options.rate()).isEqualTo(10_000);
        assertThat(options.duration()).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.lines()).isGreaterThan(Integer.MAX_VALUE);
        assertThat(options.connections()).isEqualTo(8);
        assertThat(options.batch()).isEqualTo(100);
        assertThat(options.syslog()).isNull();
        assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.json()).isTrue();
    }

    @Test
    void sendsOneKindOfLinesOverHttp() {
        LoadOptions options = LoadOptions.parse(NONE, "--only", "access-log");

        assertThat(options.posted()).containsExactly(LineKind.ACCESS_LOG);
        assertThat(options.syslog()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadOptions.parse(NONE, "--only", "rfc-3164"))
                .withMessage("--only: rfc-3164 (expected: json, access-log, logfmt or java)");
    }

    @Test
    void findsThePortsOfThePlatformThatRunsOnADataDirectory(@TempDir Path dataDir)
            throws IOException {
        Files.writeString(
                dataDir.resolve("run.properties"),
                "pid=42\nport.collector=9001\nport.syslog=9514\nport.dashboard=9005\n");

        LoadOptions options = LoadOptions.parse(NONE, "--data-dir", dataDir.toString());

        assertThat(options.platform().process()).hasValue(42);
        assertThat(options.collector()).hasPort(9001);
        assertThat(options.syslog()).returns(9514, InetSocketAddress::getPort);
        assertThat(options.dashboard()).hasPort(9005);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --rate many       | --rate: many (expected: a whole number)
                    --rate -1         | --rate: -1 (expected: 0 or more)
                    --lines           | --lines: nothing (expected: a value)
                    --duration 1h     | --duration: 1h (expected: seconds or minutes, such as 30s or 2m)
                    --syslog 5514     | --syslog: 5514 (expected: HOST:PORT or none)
                    --speed 3         | unknown option: --speed
                    """)
    void namesWhatItFoundAndWhatItExpected(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadOptions.parse(NONE, line.split(" ")))
                .withMessage(message);
    }
}
