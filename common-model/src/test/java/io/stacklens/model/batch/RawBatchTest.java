package io.stacklens.model.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class RawBatchTest {

    private static final List<RawRecord> KINDS =
            List.of(
                    kind("json", "json", "shop", Map.of("peer", "10.0.0.7")),
                    kind("text", "text", "shop", Map.of("peer", "10.0.0.7")),
                    kind("bare", null, null, Map.of()),
                    kind("none", null, "cart", Map.of("a", "1", "b", "22")),
                    kind("cut", "syslog", null, Map.of("peer", "é", "truncated", "true")),
                    kind("last", "json", null, Map.of("b", "")));

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
    void encodesOnceWhatLinesShareAndReadsItInEveryRow() {
        List<RawRecord> records = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            records.add(KINDS.get((i * i + i / 7) % KINDS.size()));
        }

        RawBatch batch = RawBatch.decode(RawBatch.of(records).encode());

        assertThat(batch.records()).usingRecursiveComparison().isEqualTo(records);
    }

    @Test
    void isAPartOfARequestOnlyWhenItSaysSo() {
        RequestPartId part = new RequestPartId(-1, 1);

        assertThat(new RawBatchBuilder(part).add(RawRecord.of("a", 1, "s")).build().requestPart())
                .isEqualTo(part);
        assertThat(RawBatch.of(List.of(RawRecord.of("a", 1, "s"))).requestPart()).isNull();
        assertThat(RawBatch.of(List.of()).requestPart()).isNull();
    }

    @Test
    void isNotALogBatch() {
        byte[] raw = RawBatch.of(List.of(RawRecord.of("a", 1, "s"))).encode();

        assertThatExceptionOfType(MalformedBatchException.class)
                .isThrownBy(() -> LogBatch.decode(raw));
    }

    private static RawRecord kind(
            String body,
            @Nullable String hint,
            @Nullable String service,
            Map<String, String> more) {
        return new RawRecord(
                body.getBytes(StandardCharsets.UTF_8), 1, hint, "peer", service, more, 1);
    }
}
