package io.stacklens.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The description of the API leaves no question; what it leaves is named. */
class ApiDescriptionIT {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonNode api = RunningDashboard.shared().get("/v3/api-docs").json();
    private final List<String> missing = new ArrayList<>();

    /** Looks at one operation. */
    private interface Look {
        void at(String name, JsonNode operation);
    }

    @Test
    void everyOperationSaysWhatItDoes() {
        Set<String> ids = new HashSet<>();
        Set<String> tags = new HashSet<>();
        api.path("tags").forEach(tag -> tags.add(tag.path("name").asString("")));
        each(
                (name, operation) -> {
                    require(name, "a summary", hasText(operation, "summary"));
                    require(name, "a description", hasText(operation, "description"));
                    require(
                            name,
                            "an operationId of its own",
                            ids.add(operation.path("operationId").asString("")));
                    require(name, "a tag", operation.path("tags").size() == 1);
                    String tag = operation.path("tags").path(0).asString("");
                    require(name, "a description of the tag '" + tag + "'", tags.contains(tag));
                });

        assertThat(missing).isEmpty();
    }

    @Test
    void everyParameterSaysWhatItMeans() {
        each(
                (name, operation) -> {
                    for (JsonNode parameter : operation.path("parameters")) {
                        String at = name + " parameter " + parameter.path("name").asString();
                        require(at, "a description", hasText(parameter, "description"));
                        boolean hasExample =
                                parameter.has("example")
                                        || parameter.has("examples")
                                        || parameter.path("schema").has("default")
                                        || parameter.path("schema").has("enum");
                        boolean isNeeded =
                                parameter.path("required").asBoolean(false)
                                        && !parameter.path("name").asString("").equals("id");
                        require(at, "an example", hasExample || !isNeeded);
                    }
                });

        assertThat(missing).isEmpty();
    }

    @Test
    void everyBodyHasAnExample() {
        each(
                (name, operation) ->
                        operation
                                .path("requestBody")
                                .path("content")
                                .forEach(
                                        content ->
                                                require(
                                                        name,
                                                        "an example of the body",
                                                        hasExample(content))));

        assertThat(missing).isEmpty();
    }

    @Test
    void everyOperationSaysWhatItAnswersAndRefuses() {
        each(
                (name, operation) -> {
                    JsonNode answers = operation.path("responses");
                    require(
                            name,
                            "an answer of success",
                            answers.propertyNames().stream().anyMatch(s -> s.startsWith("2")));
                    answers.forEachEntry(
                            (status, answer) -> {
                                String at = name + " answer " + status;
                                require(at, "a description", hasText(answer, "description"));
                                if (status.startsWith("4")) {
                                    JsonNode problem =
                                            answer.path("content").path("application/problem+json");
                                    require(at, "an example", hasExample(problem));
                                }
                            });
                    boolean takesSomething =
                            !operation.path("parameters").isEmpty() || operation.has("requestBody");
                    for (String status : List.of("401", "403", "429", "503")) {
                        require(name, "the answer " + status, answers.has(status));
                    }
                    require(name, "the answer 400", answers.has("400") || !takesSomething);
                    require(name, "the answer 404", answers.has("404") || !name.contains("}"));
                });

        assertThat(missing).isEmpty();
    }

    @Test
    void everyFieldSaysWhatItMeans() {
        api.path("components")
                .path("schemas")
                .forEachEntry(
                        (schema, definition) ->
                                definition
                                        .path("properties")
                                        .forEachEntry(
                                                (field, type) ->
                                                        require(
                                                                schema + "." + field,
                                                                "a description"
                                                                    + " (openapi/fields.properties)",
                                                                hasText(type, "description"))));

        assertThat(missing).isEmpty();
    }

    private void each(Look look) {
        api.path("paths")
                .forEachEntry(
                        (path, item) -> {
                            if (path.startsWith("/api/")) {
                                item.forEachEntry(
                                        (method, operation) -> {
                                            if (METHODS.contains(method)) {
                                                look.at(method + " " + path, operation);
                                            }
                                        });
                            }
                        });
    }

    private boolean hasExample(JsonNode content) {
        String reference = content.path("schema").path("$ref").asString("");
        JsonNode schema =
                api.path("components")
                        .path("schemas")
                        .path(reference.substring(reference.lastIndexOf('/') + 1));
        return content.has("example")
                || content.has("examples")
                || content.path("schema").has("example")
                || schema.has("example")
                || hasFieldExamples(schema);
    }

    private static boolean hasFieldExamples(JsonNode schema) {
        return schema.path("properties").valueStream().anyMatch(field -> field.has("example"));
    }

    private static boolean hasText(JsonNode node, String field) {
        return !node.path(field).asString("").isBlank();
    }

    private void require(String where, String what, boolean there) {
        if (!there) {
            missing.add(where + " lacks " + what);
        }
    }
}
