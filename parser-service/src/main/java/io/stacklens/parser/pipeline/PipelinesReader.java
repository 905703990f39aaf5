package io.stacklens.parser.pipeline;

import io.stacklens.parser.grok.GrokCompiler;
import io.stacklens.parser.line.Glob;
import io.stacklens.parser.pipeline.PipelineDefinition.StepDefinition;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads pipelines from YAML; all of them are right, or none is taken. */
public final class PipelinesReader {

    private static final String PIPELINES = "pipelines";
    private static final int MOST_PIPELINES = 500;

    private final GrokCompiler compiler;

    public PipelinesReader(GrokCompiler compiler) {
        this.compiler = compiler;
    }

    /**
     * Reads a document.
     *
     * @throws InvalidPipelinesException if anything in it is not right
     */
    public Pipelines read(String yaml) {
        YamlValue root = YamlValue.read(yaml);
        if (root == null) {
            return Pipelines.NONE;
        }
        YamlValue list = root.members(Set.of(PIPELINES)).get(PIPELINES);
        if (list == null) {
            throw root.invalid("nothing (expected: pipelines)");
        }
        if (list.isNothing()) {
            return Pipelines.NONE;
        }
        List<PipelineDefinition> definitions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlValue item : list.items()) {
            PipelineDefinition definition = pipeline(item);
            if (!names.add(definition.name())) {
                throw item.invalid(
                        "name '%s' is taken (expected: a name of its own)"
                                .formatted(definition.name()));
            }
            definitions.add(definition);
        }
        if (definitions.size() > MOST_PIPELINES) {
            throw list.invalid(
                    "%d pipelines (expected: at most %d)"
                            .formatted(definitions.size(), MOST_PIPELINES));
        }
        return new Pipelines(definitions);
    }

    private PipelineDefinition pipeline(YamlValue item) {
        Map<String, YamlValue> members = item.members(Set.of("name", "match", "from", "steps"));
        String name = required(item, members, "name").filledText();
        boolean isFromLine = isFromLine(members.get("from"));
        PipelineMatch match = match(members.get("match"), isFromLine);
        StepReader steps = new StepReader(compiler, name);
        List<StepDefinition> definitions = new ArrayList<>();
        for (YamlValue step : required(item, members, "steps").items()) {
            definitions.addAll(steps.read(step, definitions.size() + 1));
        }
        return new PipelineDefinition(name, match, isFromLine, List.copyOf(definitions));
    }

    private static boolean isFromLine(@Nullable YamlValue from) {
        if (from == null) {
            return false;
        }
        return switch (from.text()) {
            case "line" -> true;
            case "parsed" -> false;
            default -> throw from.invalid("'%s' (expected: line or parsed)".formatted(from.text()));
        };
    }

    private static PipelineMatch match(@Nullable YamlValue match, boolean isFromLine) {
        if (match == null || match.isNothing()) {
            return new PipelineMatch(List.of(), List.of(), List.of(), List.of(), Map.of());
        }
        Map<String, YamlValue> members =
                match.members(Set.of("service", "host", "source", "format", "attributes"));
        Map<FieldName, List<Glob>> attributes = new LinkedHashMap<>();
        YamlValue wanted = members.get("attributes");
        if (wanted != null) {
            wanted.members()
                    .forEach((key, globs) -> attributes.put(new FieldName(key), all(globs)));
        }
        for (String late : List.of("host", "format", "attributes")) {
            YamlValue value = members.get(late);
            if (isFromLine && value != null) {
                throw value.invalid(
                        "not known before a line is parsed (expected: with from: line, only service"
                                + " and source)");
            }
        }
        return new PipelineMatch(
                all(members.get("service")),
                all(members.get("host")),
                all(members.get("source")),
                all(members.get("format")),
                attributes);
    }

    private static List<Glob> all(@Nullable YamlValue globs) {
        return globs == null
                ? List.of()
                : globs.itemOrItems().stream().map(YamlValue::filledText).map(Glob::new).toList();
    }

    private static YamlValue required(YamlValue item, Map<String, YamlValue> members, String key) {
        YamlValue value = members.get(key);
        if (value == null) {
            throw item.invalid("%s is missing (expected: name and steps)".formatted(key));
        }
        return value;
    }
}
