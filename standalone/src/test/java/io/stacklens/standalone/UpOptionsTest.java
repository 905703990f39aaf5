package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.standalone.Arguments.UsageException;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

class UpOptionsTest {

    @Test
    void usesTheUsualPortsOnTheLoopbackAddress() {
        UpOptions options = UpOptions.parse(List.of());

        assertThat(options.detach()).isFalse();
        assertThat(options.separate()).isFalse();
        assertThat(options.stack().bind()).isEqualTo("127.0.0.1");
        assertThat(options.stack().ports().port(Service.COLLECTOR)).isEqualTo(8001);
        assertThat(options.stack().ports().port(Service.DASHBOARD)).isEqualTo(8005);
        assertThat(options.stack().ports().port(StackPorts.SYSLOG)).isEqualTo(5514);
    }

    @Test
    void shiftsAllPortsButThoseThatAreNamed() {
        UpOptions options =
                UpOptions.parse(List.of("--port-offset", "100", "--syslog-port=1514", "--detach"));

        assertThat(options.detach()).isTrue();
        assertThat(options.stack().ports().port(Service.COLLECTOR)).isEqualTo(8101);
        assertThat(options.stack().ports().port(StackPorts.KAFKA)).isEqualTo(19192);
        assertThat(options.stack().ports().port(StackPorts.SYSLOG)).isEqualTo(1514);
    }

    @Test
    void startsProcessesOnDemand() {
        assertThat(UpOptions.parse(List.of("--separate")).separate()).isTrue();
    }

    @Test
    void takesDataDirectoryAndSettings() {
        StackOptions stack =
                UpOptions.parse(List.of("--data-dir=/srv/logs", "--set", "a.b=c=d", "--set=e.f="))
                        .stack();

        assertThat(stack.dataDir()).isEqualTo(Path.of("/srv/logs"));
        assertThat(stack.settings()).containsEntry("a.b", "c=d").containsEntry("e.f", "");
    }

    @Test
    void refusesAPortOutOfRange() {
        assertThatThrownBy(() -> UpOptions.parse(List.of("--kafka-port", "70000")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--kafka-port: 70000 (expected: 0 to 65535)");
    }

    @Test
    void refusesAnOffsetThatMovesPortsOutOfRange() {
        assertThatThrownBy(() -> UpOptions.parse(List.of("--port-offset", "50000")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--port-offset: 50000 (expected: ports from 1 to 65535)");
    }

    @Test
    void refusesASettingWithoutAName() {
        assertThatThrownBy(() -> UpOptions.parse(List.of("--set", "nothing")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--set nothing (expected: name=value)");
    }

    @Test
    void refusesAWordItHasNoUseFor() {
        assertThatThrownBy(() -> UpOptions.parse(List.of("now")))
                .isInstanceOf(UsageException.class)
                .hasMessage("[now] (expected: options only)");
    }
}
