package io.stacklens.standalone;

import io.stacklens.analytics.alerts.Slo;
import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.rules.RuleCheck;
import io.stacklens.dashboard.rules.RuleRequest;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.json.Json;
import io.stacklens.standalone.Arguments.UsageException;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rules and tests of them, out of a YAML file. The rules are written as the API takes them, or come
 * from another file: YAML too, or what {@code GET /api/v1/alert-rules} answered.
 */
record RuleTestFile(List<AlertRule> rules, List<Slo> slos, List<RuleTest> tests) {

    private static final int MOST_BYTES = 4 << 20;
    private static final JsonMapper STRICT =
            Json.mapper()
                    .rebuild()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /** The file as it is written. */
    private record Document(
            @Nullable String rulesFile,
            @Nullable JsonNode rules,
            @Nullable List<Objective> slos,
            @Nullable List<RuleTest> tests) {}

    /** What rules about burn rates name, as the API of objectives has it. */
    private record Objective(
            long id,
            String service,
            @Nullable String route,
            double objective,
            @Nullable Double latencyThresholdMs) {

        Slo toSlo() {
            return new Slo(id, service, route, objective, latencyThresholdMs);
        }
    }

    /**
     * Reads a file.
     *
     * @throws UsageException if it is not right; the message says where
     */
    static RuleTestFile read(Path file) throws IOException {
        JsonNode tree = tree(file);
        Document document = convert(file, tree, Document.class);
        if (document.tests() == null || document.tests().isEmpty()) {
            throw new UsageException(
                    "%s: tests is missing (expected: at least one)".formatted(file));
        }
        if ((document.rules() == null) == (document.rulesFile() == null)) {
            throw new UsageException("%s (expected: either rules or rules_file)".formatted(file));
        }
        List<AlertRule> rules =
                document.rules() != null
                        ? rules(file, document.rules())
                        : rules(file.resolveSibling(String.valueOf(document.rulesFile())));
        List<Objective> slos = document.slos() == null ? List.of() : document.slos();
        return new RuleTestFile(
                rules, slos.stream().map(Objective::toSlo).toList(), document.tests());
    }

    private static List<AlertRule> rules(Path file) throws IOException {
        JsonNode tree = tree(file);
        JsonNode list = tree.has("items") ? tree.get("items") : tree.path("rules");
        return rules(file, list);
    }

    private static List<AlertRule> rules(Path file, JsonNode list) {
        if (!list.isArray() || list.isEmpty()) {
            throw new UsageException("%s: rules (expected: a list of rules)".formatted(file));
        }
        List<AlertRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        for (JsonNode item : list) {
            RuleRequest request = convert(file, item, RuleRequest.class);
            long id = request.id() == null ? rules.size() + 1L : request.id();
            AlertRule rule = check(file, request, id);
            if (!names.add(rule.name()) || !ids.add(id)) {
                throw new UsageException(
                        "%s: rule '%s' (expected: a name and an id that no other rule has)"
                                .formatted(file, rule.name()));
            }
            rules.add(rule);
        }
        return rules;
    }

    /** As the API checks it, so that what is tested here can be stored there. */
    private static AlertRule check(Path file, RuleRequest request, long id) {
        try {
            ObjectNode json = Json.mapper().valueToTree(RuleCheck.check(request));
            json.put("id", id);
            return Json.mapper().treeToValue(json, AlertRule.class);
        } catch (BadRequestException e) {
            throw new UsageException(
                    "%s: rule '%s': %s".formatted(file, request.name(), e.getMessage()));
        }
    }

    private static <T> T convert(Path file, JsonNode node, Class<T> type) {
        try {
            return STRICT.treeToValue(node, type);
        } catch (JacksonException e) {
            throw new UsageException("%s: %s".formatted(file, sentence(e)));
        }
    }

    /** Where it is in the document, and what is wrong there, without our classes' names. */
    private static String sentence(JacksonException e) {
        StringBuilder place = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        String problem = e.getOriginalMessage().lines().findFirst().orElse("");
        return place + ": " + problem.replaceAll("\\(class [^)]*\\)", "").strip();
    }

    private static JsonNode tree(Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UsageException("%s is over 4 MiB (expected: less)".formatted(file));
            }
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            options.setCodePointLimit(MOST_BYTES);
            Object loaded = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
            if (!(loaded instanceof Map)) {
                throw new UsageException(
                        "%s is no map (expected: rules and tests)".formatted(file));
            }
            return Json.mapper().valueToTree(asText(loaded));
        } catch (NoSuchFileException e) {
            throw new UsageException("cannot read %s: no such file".formatted(file));
        } catch (YAMLException e) {
            throw new UsageException("%s is no YAML: %s".formatted(file, e.getMessage()));
        }
    }

    /** YAML makes a date of what looks like one; here it is the text of a time. */
    private static @Nullable Object asText(@Nullable Object value) {
        return switch (value) {
            case Date date -> date.toInstant().toString();
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> texts = new LinkedHashMap<>();
                map.forEach((key, member) -> texts.put(String.valueOf(key), asText(member)));
                yield texts;
            }
            case List<?> list -> list.stream().map(RuleTestFile::asText).toList();
            case null -> null;
            default -> value;
        };
    }
}
