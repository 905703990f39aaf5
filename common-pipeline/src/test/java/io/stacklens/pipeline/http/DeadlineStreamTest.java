package io.stacklens.pipeline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

class DeadlineStreamTest {

    @Test
    void readsWhatComesInTime() throws Exception {
        try (InputStream in = stream(Duration.ofHours(1))) {
            assertThat(in.readAllBytes()).hasSize(3);
        }
    }

    @Test
    void givesUpASenderThatIsStillWritingAtTheDeadline() throws Exception {
        try (InputStream in = stream(Duration.ofNanos(-1))) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static InputStream stream(Duration time) {
        return new DeadlineStream(new ByteArrayInputStream(new byte[3]), time);
    }
}
