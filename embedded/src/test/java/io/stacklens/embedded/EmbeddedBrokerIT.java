package io.stacklens.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

class EmbeddedBrokerIT {

    @TempDir Path directory;

    @Test
    void keepsItsRecordsOverARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            Letters.createTopic(broker);
            Letters.send(broker, "first");
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            Letters.send(broker, "second");
            assertThat(Letters.read(broker, 2)).containsExactly("first", "second");
        }
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, other.getLocalPort()))
                    .isInstanceOf(Ports.PortTakenException.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " (Kafka) is taken");
        }
    }
}
