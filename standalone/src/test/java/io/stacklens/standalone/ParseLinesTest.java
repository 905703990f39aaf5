package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.standalone.Arguments.UsageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ParseLinesTest {

    private static final String LINE = "2026-11-20 10:00:00 [WARN] bread sold in 17ms\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir Path directory;

    @Test
    void showsTheRecordAndWhatEachStepDid() throws Exception {
        Path pipelines =
                Files.writeString(
                        directory.resolve("pipelines.yml"),
                        """
                        pipelines:
                          - name: till
                            from: line
                            match: {service: "till-*"}
                            steps:
                              - dissect: {pattern: "%{timestamp} %{+timestamp} [%{level}] %{message}"}
                              - json: {field: payload}
                        """);

        int code = run("-", "--pipelines", pipelines.toString(), "--service", "till-1");

        assertThat(code).isZero();
        assertThat(text())
                .contains("format pipeline, pipeline till")
                .contains("+ body = bread sold in 17ms")
                .contains("2.json")
                .contains("FAILED: no such field")
                .containsPattern("severity +WARN")
                .containsPattern("timestamp +2026-11-20T10:00:00Z")
                .containsPattern("service +till-1");
    }

    @Test
    void printsJsonForPrograms() throws Exception {
        assertThat(run("-", "--json")).isZero();

        assertThat(text())
                .startsWith("{\"line\":1,\"outcome\":\"PARSED\"")
                .contains("\"record\":{");
    }

    @Test
    void saysWhatIsWrongWithPipelines() throws Exception {
        Path pipelines = Files.writeString(directory.resolve("p.yml"), "pipelines: 1");

        assertThat(run("-", "--pipelines", pipelines.toString())).isEqualTo(1);
        assertThat(text())
                .isEqualToIgnoringNewLines(
                        pipelines + ": line 1, pipelines: '1' (expected: a list)\n");
    }

    @Test
    void saysWhichFileIsNotThere() {
        assertThatThrownBy(() -> run("nowhere.log"))
                .isInstanceOf(UsageException.class)
                .hasMessage("cannot read nowhere.log: no such file");
    }

    private int run(String... words) throws Exception {
        return new ParseLines(
                        new ByteArrayInputStream(LINE.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(List.of(words));
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
