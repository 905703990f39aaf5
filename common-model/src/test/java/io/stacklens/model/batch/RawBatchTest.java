package io.stacklens.model.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class RawBatchTest {

    @Test
    void keepsBytesAsTheyCame() {
        byte[] notUtf8 = {(byte) 0xff, 0, (byte) 0xc3};
        RawRecord record =
                new RawRecord(
                        notUtf8,
                        7,
                        "syslog",
                        "10.0.0.1:514",
                        "shop",
                        Map.of("transport", "udp"),
                        3);

        RawRecord read = RawBatch.decode(RawBatch.of(List.of(record)).encode()).record(0);

        assertThat(read).usingRecursiveComparison().isEqualTo(record);
    }

    @Test
    void keepsTheOrderAndEmptyBodies() {
        RawBatch batch =
                RawBatch.of(
                        List.of(
                                RawRecord.of("a", 1, "s"),
                                RawRecord.of("", 1, "s"),
                                RawRecord.of("b", 1, "s")));

        assertThat(RawBatch.decode(batch.encode()).records())
                .extracting(RawRecord::bodyText)
                .containsExactly("a", "", "b");
    }

    @Test
    void takesSlicesOfALargerArray() {
        byte[] request = "first\nsecond".getBytes(StandardCharsets.UTF_8);
        RawBatchBuilder builder = new RawBatchBuilder();

        builder.add(RawRecord.of("", 1, "s"), request, 6, 6);

        assertThat(builder.build().record(0).bodyText()).isEqualTo("second");
        assertThat(builder.bodyBytes()).isEqualTo(6);
    }

    @Test
    void isNotALogBatch() {
        byte[] raw = RawBatch.of(List.of(RawRecord.of("a", 1, "s"))).encode();

        assertThatExceptionOfType(MalformedBatchException.class)
                .isThrownBy(() -> LogBatch.decode(raw));
    }
}
