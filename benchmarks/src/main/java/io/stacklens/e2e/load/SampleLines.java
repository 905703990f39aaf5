package io.stacklens.e2e.load;

import io.stacklens.e2e.load.LineSupply.Numbers;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawBatchBuilder;
import io.stacklens.model.batch.RawRecord;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Lines of the load tool for the benchmarks: the same ones every time. */
public final class SampleLines {

    public static final int BATCH = 500;

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:06Z");
    private static final String RUN = "rx7";

    /** Four fifths over HTTP, as the load is. */
    private static final List<LineKind> MIX =
            List.of(
                    LineKind.JSON,
                    LineKind.ACCESS_LOG,
                    LineKind.JAVA,
                    LineKind.JSON,
                    LineKind.ACCESS_LOG,
                    LineKind.RFC_5424,
                    LineKind.JSON,
                    LineKind.LOGFMT,
                    LineKind.STACK_TRACE,
                    LineKind.JAVA);

    private SampleLines() {}

    /** Lines of a kind that is named as the load tool names it, or of all kinds in turn: MIX. */
    public static List<byte[]> lines(String kind, int count) {
        List<byte[]> lines = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            lines.add(line(kindOf(kind, number), number));
        }
        return lines;
    }

    /** As the collector would send it. */
    public static RawBatch rawBatch(List<byte[]> lines) {
        RawRecord like =
                new RawRecord(
                        new byte[0],
                        EpochNanos.of(NOON),
                        "text",
                        "http/127.0.0.1",
                        null,
                        Map.of("peer", "127.0.0.1"),
                        1);
        RawBatchBuilder batch = new RawBatchBuilder();
        lines.forEach(line -> batch.add(like, line, 0, line.length));
        return batch.build();
    }

    /** A body or a stream of lines of one kind, framed as the load tool frames them. */
    public static byte[] framed(String kind, int count) {
        LineBuffer framed =
                new LineWriter(RUN)
                        .write(LineKind.valueOf(kind), new Numbers(0, count, true), NOON);
        return Arrays.copyOf(framed.bytes(), framed.size());
    }

    private static LineKind kindOf(String kind, int number) {
        return kind.equals("MIX") ? MIX.get(number % MIX.size()) : LineKind.valueOf(kind);
    }

    /** As the collector joins it, without its newline. */
    private static byte[] line(LineKind kind, int number) {
        LineBuffer buffer = new LineWriter(RUN).joined(kind, new Numbers(number, 1, true), NOON);
        return new String(buffer.bytes(), 0, buffer.size(), StandardCharsets.US_ASCII)
                .strip()
                .getBytes(StandardCharsets.US_ASCII);
    }
}
