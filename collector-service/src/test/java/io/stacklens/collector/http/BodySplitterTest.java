package io.stacklens.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

class BodySplitterTest {

    static Stream<Arguments> bodies() {
        return Stream.of(
                body("", List.of()),
                body(" \r\n\n\t\n", List.of()),
                body("{\"a\":1}", List.of("JSON {\"a\":1}")),
                body("  {\"a\":1}  \n", List.of("JSON {\"a\":1}")),
                body("\uFEFF{\"a\":1}", List.of("JSON {\"a\":1}")),
                body("{}", List.of("JSON {}")),
                body("{\"a\":1}\r\n{\"b\":2}\r\n", List.of("JSON {\"a\":1}", "JSON {\"b\":2}")),
                body("{\"a\":1}\n\n{\"b\":2}", List.of("JSON {\"a\":1}", "JSON {\"b\":2}")),
                body("{\"a\":1}{\"b\":2} {\"c\":3}", jsons("{\"a\":1}", "{\"b\":2}", "{\"c\":3}")),
                body(
                        "{\"a\":1},{\"b\":2},\n{\"c\":3}",
                        jsons("{\"a\":1}", "{\"b\":2}", "{\"c\":3}")),
                body("[{\"a\":1},{\"b\":[2,{}]}]", jsons("{\"a\":1}", "{\"b\":[2,{}]}")),
                body("[\n {\"a\":1},\n {\"b\":2}\n]\n", jsons("{\"a\":1}", "{\"b\":2}")),
                body("[]", List.of()),
                body("[\"one\", {\"a\":1}]", List.of("QUOTED \"one\"", "JSON {\"a\":1}")),
                body("[{\"a\":1}]\n[{\"b\":2}]", jsons("{\"a\":1}", "{\"b\":2}")),
                body("{\n  \"a\": {\n    \"b\": [1, -2.5e+3, true, null]\n  }\n}", pretty()),
                body("{\"a\":\"}\\\"{\"}{\"b\":2}", jsons("{\"a\":\"}\\\"{\"}", "{\"b\":2}")),
                // not JSON after all: the line is text, the others are what they are
                body("{\"a\":1\n{\"b\":2}", List.of("TEXT {\"a\":1", "JSON {\"b\":2}")),
                body("{\"a\":\"x\n{\"b\":2}", List.of("TEXT {\"a\":\"x", "JSON {\"b\":2}")),
                body("{\"a\":1} tail\n{\"b\":2}", List.of("TEXT {\"a\":1} tail", "JSON {\"b\":2}")),
                body("{\"a\":1}}\n", List.of("TEXT {\"a\":1}}")),
                body("{a:1}", List.of("TEXT {a:1}")),
                body("{\"a\":01x}", List.of("TEXT {\"a\":01x}")),
                body("{\"a\":1,}", List.of("TEXT {\"a\":1,}")),
                body("[1, 2, 3]", List.of("TEXT [1, 2, 3]")),
                body("[{\"a\":1}", List.of("TEXT [{\"a\":1}")),
                body("[{\"a\":1},", List.of("TEXT [{\"a\":1},")),
                body("[main] INFO started", List.of("TEXT [main] INFO started")),
                body(
                        "[2026-01-31] up\n{\"a\":1}",
                        List.of("TEXT [2026-01-31] up", "JSON {\"a\":1}")),
                // text
                body("one\ntwo\r\n\nthree", List.of("TEXT one", "TEXT two", "TEXT three")),
                body("service=shop&level=ERROR", List.of("TEXT service=shop&level=ERROR")),
                body("  indented \n", List.of("TEXT   indented ")),
                body("\"quoted\"", List.of("TEXT \"quoted\"")));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void splitsBy(String body, List<String> records) {
        assertThat(split(body)).isEqualTo(records);
    }

    @Test
    void countsBlankLines() {
        byte[] body = "\none\n  \n\r\n{\"a\":1}\n\n".getBytes(UTF_8);

        assertThat(BodySplitter.split(body, body.length).blankLines()).isEqualTo(4);
    }

    @Test
    void ignoresWhatLiesBehindTheLength() {
        byte[] body = "{\"a\":1}garbage".getBytes(UTF_8);

        assertThat(BodySplitter.split(body, 7).slices())
                .containsExactly(new BodySplitter.Slice(BodySplitter.Kind.JSON, 0, 7));
    }

    @Test
    void findsTheEventsOfAnyMixtureAgain() {
        Random random = new Random(42);
        for (int round = 0; round < 500; round++) {
            List<String> expected = new ArrayList<>();
            StringBuilder body = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                if (random.nextBoolean()) {
                    String event = new String(Json.write(anObject(random, 0)), UTF_8);
                    expected.add("JSON " + event);
                    body.append(event);
                } else {
                    String text = "line " + random.nextInt(1000) + " {[\"";
                    expected.add("TEXT " + text);
                    body.append(text);
                }
                body.append(random.nextBoolean() ? "\n" : "\r\n");
            }

            assertThat(split(body.toString())).as("round %d", round).isEqualTo(expected);
        }
    }

    @Test
    void takesAnyBytes() {
        Random random = new Random(43);
        byte[] alphabet = "{}[]\",:\\\n\r \t1ae-.\u0000\u00ff".getBytes(UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] body = new byte[random.nextInt(40)];
            for (int i = 0; i < body.length; i++) {
                body[i] = alphabet[random.nextInt(alphabet.length)];
            }

            int at = 0;
            for (BodySplitter.Slice slice : BodySplitter.split(body, body.length).slices()) {
                assertThat(slice.from()).isGreaterThanOrEqualTo(at);
                assertThat(slice.to()).isGreaterThan(slice.from());
                at = slice.to();
            }
            assertThat(at).isLessThanOrEqualTo(body.length);
        }
    }

    /** Work that grew with the square of the body would take hours here. */
    @Test
    @Timeout(120)
    void doesNotHangOnBrokenNesting() {
        byte[] body = "[{\"a\":[\n".repeat(500_000).getBytes(UTF_8);

        int records = BodySplitter.split(body, body.length).slices().size();

        assertThat(records).isEqualTo(500_000);
    }

    private static Map<String, Object> anObject(Random random, int depth) {
        Object value =
                switch (random.nextInt(depth > 3 ? 4 : 6)) {
                    case 0 -> random.nextLong();
                    case 1 -> random.nextGaussian() * 1e30;
                    case 2 -> "text \" \\ } ] \n \u00e9 " + random.nextInt();
                    case 3 -> random.nextBoolean();
                    case 4 -> anObject(random, depth + 1);
                    default -> List.of(anObject(random, depth + 1), 7, List.of());
                };
        return Map.of("k" + random.nextInt(10), value);
    }

    private static List<String> split(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return BodySplitter.split(bytes, bytes.length).slices().stream()
                .map(
                        slice ->
                                slice.kind()
                                        + " "
                                        + new String(bytes, slice.from(), slice.length(), UTF_8))
                .toList();
    }

    private static Arguments body(String body, List<String> records) {
        return Arguments.of(body, records);
    }

    private static List<String> jsons(String... events) {
        return Stream.of(events).map(event -> "JSON " + event).toList();
    }

    private static List<String> pretty() {
        return List.of("JSON {\n  \"a\": {\n    \"b\": [1, -2.5e+3, true, null]\n  }\n}");
    }
}
