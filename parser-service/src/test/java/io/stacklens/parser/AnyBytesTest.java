package io.stacklens.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.LogRecord;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.parser.batch.BatchParser;
import io.stacklens.parser.line.AttributeLimits;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whatever bytes come, each line becomes one record, nothing is thrown and nothing takes long. With
 * {@code -Dfuzz.iterations=10000000} that many lines are tried, {@code -Dseed} tries the same
 * again.
 */
class AnyBytesTest {

    private static final int BATCH = 50;
    private static final int LONGEST_LINE = 20_000;

    /** CPU time of a batch, far above what one takes while the code is still interpreted. */
    private static final long LONGEST_BATCH_NANOS = 2_000_000_000L;

    private static final byte[] TELLING =
            "{}[]<>\"'\\=:,.-+|@/ \t\n0179ATZeu%^#()_*\0\33\177"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final long iterations = Long.getLong("fuzz.iterations", 40_000);
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final BatchParser parser = Lines.parser(ZoneOffset.UTC, AttributeLimits.DEFAULT);
    private final List<byte[]> golden = goldenLines();
    private long longestNanos;

    AnyBytesTest() throws IOException {}

    @Test
    void parsesLinesThatWereCutMixedAndBroken() {
        for (long i = 0; i < iterations; i += BATCH) {
            parse(IntStream.range(0, BATCH).mapToObj(n -> any()).toList());
        }
        System.out.printf(
                "AnyBytesTest: %,d lines, seed %d, longest batch of %d took %d us of CPU%n",
                iterations, seed, BATCH, longestNanos / 1000);
    }

    @Test
    void parsesALineTheSameWayWhereverItStands() {
        RawRecord other =
                Lines.raw("{\"level\":\"error\",\"a\":{\"b\":1},\"msg\":\"\\n\"}", null, null);
        for (byte[] line : golden) {
            LogRecord alone = Lines.parse(Lines.raw(line, null, null));
            LogBatch batch = Lines.parseAll(List.of(other, Lines.raw(line, null, null)));

            assertThat(batch.record(1))
                    .usingRecursiveComparison()
                    .ignoringFields("id")
                    .isEqualTo(alone);
        }
    }

    private RawRecord any() {
        int choice = random.nextInt(8);
        byte[] line = choice == 0 ? randomBytes() : broken(goldenLine(), goldenLine());
        if (choice == 1) {
            line = broken(line, goldenLine());
        } else if (choice == 2) {
            line = repeated(line);
        }
        return Lines.raw(line, random.nextInt(3) == 0 ? "syslog" : null, null);
    }

    private void parse(List<RawRecord> lines) {
        long start = CPU.getCurrentThreadCpuTime();
        try {
            LogBatch batch = parser.parse(RawBatch.of(lines), 3, 77, new Lines.FailingOutcome());
            longestNanos = Math.max(longestNanos, CPU.getCurrentThreadCpuTime() - start);
            if (longestNanos > LONGEST_BATCH_NANOS) {
                throw new AssertionError("took %,d ns of CPU".formatted(longestNanos));
            }
            for (int i = 0; i < batch.size(); i++) {
                check(batch.record(i));
            }
        } catch (RuntimeException | AssertionError e) {
            String text =
                    lines.stream()
                            .map(line -> new String(line.body(), StandardCharsets.ISO_8859_1))
                            .collect(Collectors.joining("\n"));
            throw new AssertionError("seed %d: %s".formatted(seed, text), e);
        }
    }

    private static void check(LogRecord record) {
        boolean isSound =
                record.body().indexOf('\0') < 0
                        && !record.service().isEmpty()
                        && record.templateId().length() == 16
                        && record.severityNumber() >= 1
                        && record.severityNumber() <= 24
                        && record.attributes().size() <= AttributeLimits.DEFAULT.maxCount() + 12;
        if (!isSound) {
            throw new AssertionError(record.toString());
        }
    }

    private byte[] goldenLine() {
        return golden.get(random.nextInt(golden.size()));
    }

    private byte[] randomBytes() {
        byte[] line = new byte[1 + random.nextInt(60)];
        random.nextBytes(line);
        for (int at = 0; at < line.length; at++) {
            if (random.nextInt(3) > 0) {
                line[at] = telling();
            }
        }
        return line;
    }

    private byte[] broken(byte[] line, byte[] other) {
        if (line.length == 0) {
            return other;
        }
        int from = random.nextInt(line.length);
        int to = from + random.nextInt(line.length - from) + 1;
        byte[] result = line.clone();
        switch (random.nextInt(6)) {
            case 0 -> result = Arrays.copyOf(line, to);
            case 1 -> result = Arrays.copyOfRange(line, from, line.length);
            case 2 -> result[from] = telling();
            case 3 -> result[from] = (byte) random.nextInt(256);
            case 4 -> {
                result = Arrays.copyOf(line, line.length - (to - from));
                System.arraycopy(line, to, result, from, line.length - to);
            }
            default -> {
                result = Arrays.copyOf(line, from + other.length);
                System.arraycopy(other, 0, result, from, other.length);
            }
        }
        return result;
    }

    /** A part of a line over and over: what is quadratic shows. */
    private byte[] repeated(byte[] line) {
        if (line.length == 0) {
            return line;
        }
        int from = random.nextInt(line.length);
        byte[] part =
                Arrays.copyOfRange(line, from, Math.min(line.length, from + 1 + random.nextInt(8)));
        int times = random.nextInt(1 << random.nextInt(11));
        byte[] result = Arrays.copyOf(line, Math.min(LONGEST_LINE, from + times * part.length));
        for (int at = from; at < result.length; at++) {
            result[at] = part[(at - from) % part.length];
        }
        return result;
    }

    private byte telling() {
        return TELLING[random.nextInt(TELLING.length)];
    }

    private static List<byte[]> goldenLines() throws IOException {
        List<byte[]> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/golden"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
                Files.readAllLines(file)
                        .forEach(line -> lines.add(line.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return lines;
    }
}
