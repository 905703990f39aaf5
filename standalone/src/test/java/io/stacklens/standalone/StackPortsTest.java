package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.embedded.Ports.PortTakenException;

import org.junit.jupiter.api.Test;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

class StackPortsTest {

    @Test
    void putsFreePortsForZeros() {
        StackPorts ports = StackPorts.free().requireFree();

        assertThat(ports.byName().values()).allMatch(port -> port > 0).doesNotHaveDuplicates();
    }

    @Test
    void namesThePortThatIsTakenAndItsUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StackPorts ports = StackPorts.free().with("kafka", other.getLocalPort());

            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(PortTakenException.class)
                    .hasMessage(
                            "port %d (kafka) is taken by another program (expected: free)"
                                    .formatted(other.getLocalPort()));
        }
    }

    @Test
    void triesTheSyslogPortWithUdpToo() throws Exception {
        try (DatagramSocket other =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            StackPorts ports = StackPorts.free().with("syslog", other.getLocalPort());

            assertThatThrownBy(ports::requireFree).hasMessageContaining("(syslog, UDP) is taken");
        }
    }

    @Test
    void refusesANameWithoutAPort() {
        assertThatThrownBy(() -> StackPorts.usual().port("mail"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mail has no port (expected: one of [analytics, ");
    }
}
