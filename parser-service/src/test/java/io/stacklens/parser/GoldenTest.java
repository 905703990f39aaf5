package io.stacklens.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.LogRecord;
import io.stacklens.model.json.Json;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The lines of {@code golden/<format>/*.log} parse to what lies beside them as {@code
 * .expected.json}. With {@code -Dgolden.update} the expectations are written anew: read the diff.
 */
class GoldenTest {

    private static final Path ROOT = Path.of("src/test/resources/golden");
    private static final JsonMapper PRETTY =
            Json.configure(JsonMapper.builder()).enable(SerializationFeature.INDENT_OUTPUT).build();

    @TestFactory
    Stream<DynamicTest> parsesTheGoldenLines() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".log")).sorted().toList().stream()
                    .map(
                            file ->
                                    DynamicTest.dynamicTest(
                                            ROOT.relativize(file).toString(), () -> check(file)));
        }
    }

    private static void check(Path log) throws IOException {
        boolean isSyslog = log.getParent().getFileName().toString().startsWith("rfc");
        List<Map<String, Object>> parsed =
                Files.readAllLines(log).stream()
                        .map(line -> isSyslog ? Lines.parseSyslog(line) : Lines.parse(line))
                        .map(GoldenTest::present)
                        .toList();
        String actual = PRETTY.writeValueAsString(parsed) + "\n";
        Path expected = Path.of(log.toString().replace(".log", ".expected.json"));
        if (System.getProperty("golden.update") != null) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    /**
     * A record without what it does not have, what is the same for all, and what follows from its
     * body: the template and its category have tables of their own.
     */
    private static Map<String, Object> present(LogRecord record) {
        Map<String, Object> fields =
                PRETTY.convertValue(record, new TypeReference<Map<String, Object>>() {});
        fields.remove("id");
        fields.remove("event_time");
        fields.remove("observed_timestamp");
        fields.remove("template_id");
        fields.remove("category");
        fields.remove("line_count");
        fields.values().removeIf(value -> value == null || value.equals(Map.of()));
        return fields;
    }
}
