package io.stacklens.standalone;

import io.stacklens.model.json.Json;
import io.stacklens.parser.DryRun;
import io.stacklens.parser.DryRun.Outcome;
import io.stacklens.parser.DryRunTrace;
import io.stacklens.parser.pipeline.InvalidPipelinesException;
import io.stacklens.standalone.Arguments.UsageException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code parse FILE|-}: shows what the parser makes of lines, and what each step of a pipeline does
 * to them. Needs no platform that runs; nothing is sent anywhere.
 */
record ParseLines(InputStream in, PrintStream out) implements Command {

    private static final int MOST_LINES = 1000;
    private static final int MOST_BYTES = 1 << 20;

    @Override
    public int run(List<String> line) throws Exception {
        Arguments arguments =
                Arguments.parse(
                        line,
                        Set.of("pipelines", "service", "host", "format", UpOptions.DATA_DIR),
                        Set.of("json"));
        String file = arguments.onlyWord("a file name, or - for standard input");
        String pipelinesFile = arguments.value("pipelines").orElse(null);
        DryRun.Request request =
                new DryRun.Request(
                        lines(file),
                        arguments.value("service").orElse(null),
                        arguments.value("host").orElse(null),
                        arguments.value("format").orElse(null),
                        pipelinesFile == null ? null : text(pipelinesFile));
        List<DryRun.Result> results;
        try {
            results = DryRun.withUsualSettings().run(request);
        } catch (InvalidPipelinesException e) {
            out.println("%s: %s".formatted(pipelinesFile, e.getMessage()));
            return 1;
        }
        for (DryRun.Result result : results) {
            if (arguments.has("json")) {
                out.println(Json.mapper().writeValueAsString(result));
            } else {
                print(result, request.lines().get(result.line() - 1));
            }
        }
        return results.stream().anyMatch(result -> result.outcome() == Outcome.FAILED) ? 1 : 0;
    }

    private List<String> lines(String file) throws IOException {
        List<String> lines = text(file).lines().toList();
        if (lines.size() > MOST_LINES) {
            throw new UsageException(
                    "%s has %d lines (expected: at most %d)"
                            .formatted(file, lines.size(), MOST_LINES));
        }
        return lines;
    }

    private String text(String file) throws IOException {
        try (InputStream input = file.equals("-") ? in : Files.newInputStream(Path.of(file))) {
            byte[] bytes = input.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UsageException("%s is over 1 MiB (expected: less)".formatted(file));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new UsageException("cannot read %s: no such file".formatted(file));
        }
    }

    private void print(DryRun.Result result, String line) {
        out.println("%d  %s".formatted(result.line(), line));
        String how =
                switch (result.outcome()) {
                    case PARSED -> "format " + result.format();
                    case DROPPED -> "dropped";
                    case EMPTY -> "empty: left out";
                    case FAILED -> "failed: " + result.error();
                };
        out.println(
                "   %s%s, %s µs"
                        .formatted(
                                how,
                                result.pipeline() == null ? "" : ", pipeline " + result.pipeline(),
                                result.micros()));
        if (!result.redacted().isEmpty()) {
            out.println("   redacted %s".formatted(result.redacted()));
        }
        result.steps().forEach(this::print);
        if (result.record() != null) {
            printFields(Json.mapper().valueToTree(result.record()));
        }
        out.println();
    }

    private void print(DryRunTrace.Step step) {
        String failure = step.failure() == null ? "" : " FAILED: " + step.failure();
        out.println("   %-14s %6.1f µs%s".formatted(step.step(), step.micros(), failure));
        step.fields()
                .forEach((name, value) -> out.println("      + %s = %s".formatted(name, value)));
        step.removed().forEach(name -> out.println("      - %s".formatted(name)));
        if (step.dropped()) {
            out.println("      the record is dropped");
        }
    }

    /** What the record has; what it has not says nothing here. */
    private void printFields(JsonNode record) {
        for (var field : record.properties()) {
            @Nullable JsonNode value = field.getValue();
            boolean isId = field.getKey().equals("id");
            if (value == null || value.isNull() || isId) {
                continue;
            }
            if (value instanceof ObjectNode members) {
                members.properties()
                        .forEach(
                                member ->
                                        printField(
                                                field.getKey() + "." + member.getKey(),
                                                member.getValue()));
            } else {
                printField(field.getKey(), value);
            }
        }
    }

    private void printField(String name, JsonNode value) {
        String text = value.isString() ? value.stringValue() : value.toString();
        out.println("   %-22s %s".formatted(name.toLowerCase(Locale.ROOT), text));
    }
}
