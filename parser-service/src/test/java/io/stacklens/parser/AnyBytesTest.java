package io.stacklens.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.LogRecord;
import io.stacklens.model.batch.LogBatch;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Whatever bytes come, each line becomes one record and nothing is thrown. */
class AnyBytesTest {

    private static final int ROUNDS = 60;
    private static final byte[] TELLING =
            "{}[]<>\"'\\=:,.-+|@/ \t\n0179ATZeu\0".getBytes(StandardCharsets.US_ASCII);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void parsesRandomBytes() {
        for (int i = 0; i < 20_000; i++) {
            byte[] line = new byte[1 + random.nextInt(60)];
            random.nextBytes(line);
            for (int at = 0; at < line.length; at++) {
                if (random.nextInt(3) > 0) {
                    line[at] = TELLING[random.nextInt(TELLING.length)];
                }
            }
            parse(line);
        }
    }

    @Test
    void parsesGoldenLinesThatWereCutMixedAndBroken() throws IOException {
        List<byte[]> lines = goldenLines();
        for (int round = 0; round < ROUNDS; round++) {
            for (byte[] line : lines) {
                parse(broken(line, lines.get(random.nextInt(lines.size()))));
            }
        }
    }

    @Test
    void parsesALineTheSameWayWhereverItStands() throws IOException {
        for (byte[] line : goldenLines()) {
            LogRecord alone = Lines.parse(Lines.raw(line, null, null));
            LogBatch batch =
                    Lines.parseAll(
                            List.of(
                                    Lines.raw(
                                            "{\"level\":\"error\",\"a\":{\"b\":1},\"msg\":\"\\n\"}",
                                            null,
                                            null),
                                    Lines.raw(line, null, null)));

            assertThat(batch.record(1))
                    .usingRecursiveComparison()
                    .ignoringFields("id")
                    .isEqualTo(alone);
        }
    }

    private void parse(byte[] line) {
        for (String hint : new String[] {null, "syslog"}) {
            try {
                LogBatch batch = Lines.parseAll(List.of(Lines.raw(line, hint, null)));
                if (batch.size() == 1) {
                    LogRecord record = batch.record(0);
                    assertThat(record.body()).doesNotContain("\0");
                    assertThat(record.service()).isNotEmpty();
                    assertThat(record.templateId()).hasSize(16);
                }
            } catch (RuntimeException e) {
                throw new AssertionError(
                        "seed %d: %s"
                                .formatted(seed, new String(line, StandardCharsets.ISO_8859_1)),
                        e);
            }
        }
    }

    private byte[] broken(byte[] line, byte[] other) {
        int from = random.nextInt(line.length);
        int to = from + random.nextInt(line.length - from) + 1;
        byte[] result = line.clone();
        switch (random.nextInt(4)) {
            case 0 -> result = java.util.Arrays.copyOf(line, to);
            case 1 -> result = java.util.Arrays.copyOfRange(line, from, line.length);
            case 2 -> result[from] = TELLING[random.nextInt(TELLING.length)];
            default -> {
                result = java.util.Arrays.copyOf(line, from + other.length);
                System.arraycopy(other, 0, result, from, other.length);
            }
        }
        return result;
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
