package io.stacklens.collector.multiline;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.collector.intake.RawLine;
import io.stacklens.model.batch.RawRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The files beside it hold records, separated by {@code =====}, as they have to come out. */
class LineJoinerTest {

    private static final MultilineProperties LIMITS =
            new MultilineProperties(true, Duration.ofMillis(200), 500);
    private static final Path FILES = Path.of("src/test/resources/multiline");
    private static final RawRecord LIKE =
            new RawRecord(new byte[0], 0, "text", "test", null, Map.of(), 1);
    private static final long MILLI = 1_000_000;
    private static final int MAX_BYTES = 1 << 20;

    private int joined;
    private final LineJoiner joiner = joiner(LIMITS, MAX_BYTES);

    @ParameterizedTest
    @ValueSource(
            strings = {"java", "python", "go", "node", "ruby", "dotnet", "php", "rust", "indented"})
    void joinsTheLinesOfARecord(String file) throws IOException {
        List<String> records = records(file);

        addAll(lines(records), 0);

        assertThat(texts(joiner.takeAll())).isEqualTo(records);
        assertThat(joined).isEqualTo(lines(records).size() - records.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"java", "python", "go", "node", "ruby", "dotnet", "php", "rust", "indented"})
    void joinsThemWhereverTheStreamIsCutIntoReads(String file) throws IOException {
        List<String> records = records(file);
        Random random = new Random(17);
        for (int turn = 0; turn < 20; turn++) {
            assertThat(texts(readInPieces(lines(records), random))).isEqualTo(records);
        }
    }

    @Test
    void leavesOutTheHeadsOfSyslogLines() throws IOException {
        addAll(Files.readAllLines(FILES.resolve("syslog-lines.txt")), 0);

        assertThat(texts(joiner.takeAll())).isEqualTo(records("syslog"));
    }

    @Test
    void keepsProgramsThatShareAStreamApart() {
        addAll(
                List.of(
                        "<11>Nov 22 08:15:30 node1 a[1]: java.io.IOException: one",
                        "<11>Nov 22 08:15:30 node1 b[2]: java.io.IOException: two",
                        "<14>Nov 22 08:15:30 node1 c[3]: three",
                        "<11>Nov 22 08:15:30 node1 a[1]: \tat com.example.One.run(One.java:1)",
                        "<11>Nov 22 08:15:30 node1 b[2]: \tat com.example.Two.run(Two.java:2)",
                        "<11>Nov 22 08:15:30 node1 b[5]: \tat com.example.Five.run(Five.java:5)"),
                0);

        assertThat(texts(joiner.takeAll()))
                .containsExactly(
                        "<11>Nov 22 08:15:30 node1 a[1]: java.io.IOException: one\n"
                                + "\tat com.example.One.run(One.java:1)",
                        "<11>Nov 22 08:15:30 node1 b[2]: java.io.IOException: two\n"
                                + "\tat com.example.Two.run(Two.java:2)",
                        "<14>Nov 22 08:15:30 node1 c[3]: three",
                        "<11>Nov 22 08:15:30 node1 b[5]: \tat com.example.Five.run(Five.java:5)");
    }

    @Test
    void joinsLinesWithoutAHeadToTheMessageBeforeThem() {
        addAll(
                List.of(
                        "<11>Nov 22 08:15:30 node1 a[1]: order failed",
                        "java.io.IOException: one",
                        "\tat com.example.One.run(One.java:1)",
                        "<14>Nov 22 08:15:31 node1 a[1]: next"),
                0);

        assertThat(joiner.takeAll()).extracting(RawLine::lineCount).containsExactly(3, 1);
    }

    @Test
    void joinsAnErrorOfNodeToTheLineWithAHeadBeforeIt() {
        addAll(
                List.of(
                        "[ERROR] order 17 failed",
                        "TypeError: Cannot read properties of undefined (reading 'price')",
                        "    at book (/app/orders.js:12:7)",
                        "    at process.processTicksAndRejections (node:internal/process:95:5)",
                        "[INFO] next",
                        "TypeError: of whom nobody said anything",
                        "Error: disk full",
                        "Error: disk still full"),
                0);

        assertThat(joiner.takeAll()).extracting(RawLine::lineCount).containsExactly(4, 1, 1, 1, 1);
    }

    @Test
    void joinsNothingToJson() {
        joiner.add(line("order failed"), 0);
        joiner.addWhole(line("{\"message\":\"boom\"}"));
        joiner.add(line("\tat com.example.One.run(One.java:1)"), 0);
        joiner.add(line("{\"message\":\"over TCP\"}"), 0);
        joiner.add(line("  indented"), 0);

        assertThat(joiner.takeAll()).extracting(RawLine::lineCount).containsOnly(1).hasSize(5);
    }

    @Test
    void holdsOnlyWhatMayGoOnAndOnlyForItsTime() {
        joiner.add(line("order failed"), 0);
        joiner.add(line("{\"message\":\"boom\"}"), 0);
        assertThat(joiner.takeComplete(0)).hasSize(2);

        joiner.add(line("order failed"), 0);
        assertThat(joiner.takeComplete(0)).isEmpty();
        assertThat(joiner.nanosToWait(50 * MILLI)).isEqualTo(150 * MILLI);
        joiner.add(line("\tat com.example.One.run(One.java:1)"), 150 * MILLI);
        assertThat(joiner.takeComplete(340 * MILLI)).isEmpty();

        assertThat(joiner.takeComplete(350 * MILLI))
                .extracting(RawLine::lineCount)
                .containsExactly(2);
        assertThat(joiner.isHolding()).isFalse();
    }

    @Test
    void beginsAnotherRecordWhenOneIsFull() {
        LineJoiner small = joiner(new MultilineProperties(true, Duration.ofMillis(200), 4), 100);
        for (int i = 0; i < 10; i++) {
            small.add(line("\tat x"), 0);
        }
        small.add(line("\t" + "y".repeat(90)), 0);

        assertThat(small.takeAll()).extracting(RawLine::lineCount).containsExactly(4, 4, 2, 1);
    }

    @Test
    void joinsNothingWhenSwitchedOff() {
        LineJoiner off = joiner(new MultilineProperties(false, Duration.ofMillis(200), 500), 100);
        off.add(line("order failed"), 0);
        off.add(line("\tat x"), 0);

        assertThat(off.isHolding()).isFalse();
        assertThat(off.takeComplete(0)).hasSize(2);
    }

    @Test
    void boundsTheProgramsThatItHoldsOpen() {
        for (int i = 0; i < 1_000; i++) {
            joiner.add(line("<14>Nov 22 08:15:30 node1 app[" + i + "]: hello"), 0);
        }

        assertThat(joiner.takeComplete(0)).hasSize(1_000 - 32);
        assertThat(joiner.takeAll()).hasSize(32);
    }

    @Test
    void takesAnyBytesWithoutLosingALine() {
        Random random = new Random(4711);
        String alphabet = "\t <>{}[]#:.()'\"-Cat0123Nov ExceptionError\u00e9";
        for (int turn = 0; turn < 20_000; turn++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(30);
            for (int i = 0; i < length; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            joiner.add(line(text.toString()), 0);
        }

        assertThat(joiner.takeAll().stream().mapToInt(RawLine::lineCount).sum()).isEqualTo(20_000);
    }

    /** The lines lie side by side in one array that is used again for the next read. */
    private List<RawLine> readInPieces(List<String> lines, Random random) {
        LineJoiner stream = joiner(LIMITS, MAX_BYTES);
        byte[] buffer = new byte[64 << 10];
        List<RawLine> taken = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            int to = Math.min(lines.size(), at + 1 + random.nextInt(4));
            Arrays.fill(buffer, (byte) '!');
            int from = random.nextInt(8);
            for (String line : lines.subList(at, to)) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                System.arraycopy(bytes, 0, buffer, from, bytes.length);
                stream.add(new RawLine(LIKE, buffer, from, bytes.length), 0);
                from += bytes.length;
                buffer[from++] = '\n';
            }
            stream.takeComplete(0).forEach(line -> taken.add(line(text(line))));
            at = to;
        }
        taken.addAll(stream.takeAll());
        return taken;
    }

    private LineJoiner joiner(MultilineProperties limits, int maxBytes) {
        return new LineJoiner(limits, maxBytes, lines -> joined += lines);
    }

    private void addAll(List<String> lines, long nanos) {
        lines.forEach(line -> joiner.add(line(line), nanos));
    }

    private static RawLine line(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new RawLine(LIKE, bytes, 0, bytes.length);
    }

    private static List<String> records(String file) throws IOException {
        return List.of(Files.readString(FILES.resolve(file + ".txt")).strip().split("\n=====\n"));
    }

    private static List<String> lines(List<String> records) {
        return records.stream().flatMap(String::lines).toList();
    }

    private static List<String> texts(List<RawLine> lines) {
        return lines.stream().map(LineJoinerTest::text).toList();
    }

    private static String text(RawLine line) {
        return new String(line.bytes(), line.offset(), line.length(), StandardCharsets.UTF_8);
    }
}
