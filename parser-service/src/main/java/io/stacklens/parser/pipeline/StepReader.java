package io.stacklens.parser.pipeline;

import io.stacklens.model.Severity;
import io.stacklens.parser.grok.GrokCompiler;
import io.stacklens.parser.grok.GrokNames;
import io.stacklens.parser.grok.GrokPattern;
import io.stacklens.parser.line.Glob;
import io.stacklens.parser.pipeline.PipelineDefinition.StepDefinition;
import io.stacklens.parser.severity.SeverityWords;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.redact.RedactionKind;
import io.stacklens.pipeline.redact.Redactor;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads the steps of one pipeline. Each is a map with one key, the kind of the step. */
final class StepReader {

    private static final String FIELD = "field";
    private static final String MESSAGE = "message";

    private final GrokCompiler compiler;
    private final String pipeline;

    StepReader(GrokCompiler compiler, String pipeline) {
        this.compiler = compiler;
        this.pipeline = pipeline;
    }

    /** Reads a step; renaming or setting several fields is as many steps. */
    List<StepDefinition> read(YamlValue item, int number) {
        Map<String, YamlValue> members = item.members();
        if (members.size() != 1) {
            throw item.invalid(
                    "%d keys (expected: the kind of the step and nothing beside it)"
                            .formatted(members.size()));
        }
        Map.Entry<String, YamlValue> only = members.entrySet().iterator().next();
        String kind = only.getKey();
        YamlValue body = only.getValue();
        String label = number + "." + kind;
        if (kind.equals("rename")) {
            return body.members().entrySet().stream()
                    .map(to -> step(label, rename(to.getKey(), to.getValue())))
                    .toList();
        }
        if (kind.equals("set")) {
            return body.members().entrySet().stream()
                    .map(to -> step(label, set(to.getKey(), to.getValue())))
                    .toList();
        }
        return List.of(
                step(
                        label,
                        switch (kind) {
                            case "grok" -> grok(body, label);
                            case "dissect" -> dissect(body);
                            case "json" -> json(body);
                            case "kv" -> keyValue(body);
                            case "date" -> date(body);
                            case "severity" -> severity(body);
                            case "remove" -> remove(body);
                            case "drop" -> drop(body);
                            case "redact" -> redact(body);
                            default ->
                                    throw body.invalid(
                                            "unknown step (expected: one of date, dissect, drop,"
                                                    + " grok, json, kv, redact, remove, rename,"
                                                    + " set, severity)");
                        }));
    }

    private static StepDefinition step(String label, Function<StepContext, Step> maker) {
        return new StepDefinition(label, maker);
    }

    private Function<StepContext, Step> grok(YamlValue body, String label) {
        Map<String, YamlValue> members =
                body.members(Set.of(FIELD, "patterns", "definitions", "names"));
        Map<String, String> definitions = new LinkedHashMap<>();
        YamlValue own = members.get("definitions");
        if (own != null) {
            own.members().forEach((name, pattern) -> definitions.put(name, pattern.filledText()));
        }
        GrokNames names = names(members.get("names"));
        List<GrokPattern> patterns =
                required(body, members, "patterns").itemOrItems().stream()
                        .map(text -> compiled(text, label, definitions, names))
                        .toList();
        FieldName field = field(members.get(FIELD));
        return context -> new GrokStep(field, patterns, context);
    }

    private GrokPattern compiled(
            YamlValue text, String label, Map<String, String> definitions, GrokNames names) {
        try {
            String name = pipeline + "/" + label;
            return compiler.compile(name, text.filledText(), definitions, names);
        } catch (IllegalArgumentException e) {
            throw text.invalid(
                    "'%s': %s (expected: a Grok pattern of known blocks)"
                            .formatted(text.text(), e.getMessage()));
        }
    }

    private static GrokNames names(@Nullable YamlValue names) {
        if (names == null) {
            return GrokNames.LEGACY;
        }
        return switch (names.text()) {
            case "legacy" -> GrokNames.LEGACY;
            case "ecs-v1" -> GrokNames.ECS_V1;
            default ->
                    throw names.invalid(
                            "'%s' (expected: legacy or ecs-v1)".formatted(names.text()));
        };
    }

    private static Function<StepContext, Step> dissect(YamlValue body) {
        Map<String, YamlValue> members = body.members(Set.of(FIELD, "pattern", "append_separator"));
        YamlValue text = required(body, members, "pattern");
        DissectPattern pattern;
        try {
            pattern = DissectPattern.of(text.filledText());
        } catch (IllegalArgumentException e) {
            throw text.invalid("'%s': %s".formatted(text.text(), e.getMessage()));
        }
        YamlValue between = members.get("append_separator");
        String separator = between == null ? " " : between.text();
        FieldName field = field(members.get(FIELD));
        return context -> new DissectStep(field, pattern, separator, context);
    }

    private static Function<StepContext, Step> json(YamlValue body) {
        FieldName field = field(members(body, FIELD).get(FIELD));
        return context -> new JsonStep(field, context);
    }

    private static Function<StepContext, Step> keyValue(YamlValue body) {
        Map<String, YamlValue> members =
                members(body, FIELD, "pair_separators", "key_separator", "prefix");
        YamlValue pairs = members.get("pair_separators");
        YamlValue key = members.get("key_separator");
        YamlValue prefix = members.get("prefix");
        String pairSeparators = pairs == null ? " \t\n\r" : ascii(pairs);
        String keySeparator = key == null ? "=" : ascii(key);
        if (key != null && keySeparator.length() != 1) {
            throw key.invalid("'%s' (expected: one character)".formatted(keySeparator));
        }
        String prefixed = prefix == null ? "" : prefix.text();
        FieldName field = field(members.get(FIELD));
        return context ->
                new KeyValueStep(field, pairSeparators, keySeparator.charAt(0), prefixed, context);
    }

    private static String ascii(YamlValue value) {
        String text = value.filledText();
        if (text.chars().anyMatch(c -> c > 0x7F)) {
            throw value.invalid("'%s' (expected: ASCII)".formatted(text));
        }
        return text;
    }

    private static Function<StepContext, Step> date(YamlValue body) {
        Map<String, YamlValue> members = body.members(Set.of(FIELD, "zone"));
        FieldName field = field(required(body, members, FIELD));
        YamlValue zoneName = members.get("zone");
        ZoneId zone = zoneName == null ? null : zone(zoneName);
        return context ->
                new DateStep(
                        field,
                        zone == null ? context.timestamps() : new TimestampScanner(zone),
                        zone != null,
                        context);
    }

    private static ZoneId zone(YamlValue name) {
        try {
            return ZoneId.of(name.text());
        } catch (DateTimeException e) {
            throw name.invalid(
                    "'%s' (expected: a zone such as Europe/Berlin or +02:00)"
                            .formatted(name.text()));
        }
    }

    private static Function<StepContext, Step> severity(YamlValue body) {
        Map<String, YamlValue> members = body.members(Set.of(FIELD, "map", "default"));
        FieldName field = field(required(body, members, FIELD));
        Map<String, Integer> numbers = new LinkedHashMap<>();
        YamlValue map = members.get("map");
        if (map != null) {
            map.members().forEach((text, word) -> numbers.put(text, severityNumber(word)));
        }
        YamlValue otherwise = members.get("default");
        int number = otherwise == null ? 0 : severityNumber(otherwise);
        return context -> new SeverityStep(field, Map.copyOf(numbers), number, context);
    }

    private static int severityNumber(YamlValue word) {
        byte[] bytes = word.text().getBytes(StandardCharsets.UTF_8);
        int number = SeverityWords.number(bytes, 0, bytes.length);
        if (number == 0) {
            String known = Arrays.toString(Severity.values());
            throw word.invalid(
                    "'%s' (expected: a severity such as %s)".formatted(word.text(), known));
        }
        return number;
    }

    private static Function<StepContext, Step> rename(String from, YamlValue to) {
        FieldName old = new FieldName(from);
        FieldName renamed = new FieldName(to.filledText());
        return context -> new RenameStep(old, renamed, context);
    }

    private static Function<StepContext, Step> set(String field, YamlValue value) {
        FieldName name = new FieldName(field);
        String text = value.filledText();
        return context -> new SetStep(name, text, context);
    }

    private static Function<StepContext, Step> remove(YamlValue body) {
        List<FieldName> fields = fields(body);
        return _ -> new RemoveStep(fields);
    }

    private static Function<StepContext, Step> drop(YamlValue body) {
        Map<String, YamlValue> members = members(body, FIELD, "matches");
        FieldName field = field(members.get(FIELD));
        YamlValue matches = members.get("matches");
        if (matches == null && members.containsKey(FIELD)) {
            throw body.invalid("matches is missing (expected: field and matches, or neither)");
        }
        // The line itself is always there.
        FieldName asked = matches == null ? new FieldName("line") : field;
        Glob glob = new Glob(matches == null ? "*" : matches.filledText());
        return context -> new DropStep(asked, glob, context);
    }

    private static Function<StepContext, Step> redact(YamlValue body) {
        Map<String, YamlValue> members = body.members(Set.of("fields", "kinds"));
        List<FieldName> fields = fields(required(body, members, "fields"));
        YamlValue kindNames = members.get("kinds");
        if (kindNames == null) {
            return context -> new RedactStep(fields, null, context);
        }
        Set<RedactionKind> kinds = EnumSet.noneOf(RedactionKind.class);
        for (YamlValue name : kindNames.itemOrItems()) {
            kinds.add(kind(name));
        }
        return context -> new RedactStep(fields, new Redactor(kinds), context);
    }

    private static RedactionKind kind(YamlValue name) {
        return Arrays.stream(RedactionKind.values())
                .filter(kind -> kind.label().equals(name.text()))
                .findFirst()
                .orElseThrow(
                        () ->
                                name.invalid(
                                        "'%s' (expected: one of %s)"
                                                .formatted(
                                                        name.text(),
                                                        String.join(
                                                                ", ",
                                                                Arrays.stream(
                                                                                RedactionKind
                                                                                        .values())
                                                                        .map(RedactionKind::label)
                                                                        .toList()))));
    }

    private static List<FieldName> fields(YamlValue names) {
        return names.itemOrItems().stream().map(YamlValue::filledText).map(FieldName::new).toList();
    }

    private static FieldName field(@Nullable YamlValue name) {
        return new FieldName(name == null ? MESSAGE : name.filledText());
    }

    private static Map<String, YamlValue> members(YamlValue body, String... known) {
        return body.isNothing() ? Map.of() : body.members(Set.of(known));
    }

    private static YamlValue required(YamlValue body, Map<String, YamlValue> members, String key) {
        YamlValue value = members.get(key);
        if (value == null) {
            throw body.invalid("%s is missing".formatted(key));
        }
        return value;
    }
}
