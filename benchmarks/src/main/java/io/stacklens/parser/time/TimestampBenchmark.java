package io.stacklens.parser.time;

import io.stacklens.parser.line.AttributeLimits;
import io.stacklens.parser.line.LogDraft;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The scanner of timestamps beside the formatter of the JDK. Times are of one timestamp. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(TimestampBenchmark.TIMES)
public class TimestampBenchmark {

    static final int TIMES = 1_000;

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00.123Z");

    /** How the timestamps are written. */
    public enum Form {
        ISO("yyyy-MM-dd'T'HH:mm:ss.SSSX"),
        LOG4J("yyyy-MM-dd HH:mm:ss,SSS"),
        ACCESS_LOG("dd/MMM/yyyy:HH:mm:ss Z");

        private final DateTimeFormatter formatter;

        Form(String pattern) {
            formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        }
    }

    @Param public Form form = Form.ISO;

    private final TimestampScanner scanner = new TimestampScanner(ZoneOffset.UTC);
    private final LogDraft draft = new LogDraft(AttributeLimits.DEFAULT);
    private byte[][] times = new byte[0][];

    @Setup
    public void write() {
        times =
                IntStream.range(0, TIMES)
                        .mapToObj(n -> NOON.plusMillis(n * 1_037L).atOffset(ZoneOffset.UTC))
                        .map(time -> form.formatter.format(time))
                        .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                        .toArray(byte[][]::new);
    }

    @Benchmark
    public long scanner() {
        long sum = 0;
        for (byte[] time : times) {
            draft.clear(1);
            scanner.scan(time, 0, time.length, draft);
            sum += draft.timestamp();
        }
        return sum;
    }

    @Benchmark
    public long dateTimeFormatter() {
        long sum = 0;
        for (byte[] time : times) {
            String text = new String(time, StandardCharsets.US_ASCII);
            Instant instant =
                    form == Form.LOG4J
                            ? LocalDateTime.parse(text, form.formatter).toInstant(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text, form.formatter).toInstant();
            sum += instant.toEpochMilli();
        }
        return sum;
    }
}
