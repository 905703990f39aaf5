package io.stacklens.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Walks every operation of the description with values that no honest caller sends. */
class HostileValuesIT {

    private static final String NUL = "a\0b";
    private static final String LAST_YEAR_OF_JAVA = "+999999999-12-31T23:59:59Z";
    private static final String HUGE = "99999999999999999999";
    private static final Set<String> WITH_BODY = Set.of("post", "put", "patch");

    private final RunningDashboard dashboard = RunningDashboard.shared();
    private final JsonNode api = dashboard.get("/v3/api-docs").json();
    private final List<String> wrong = new ArrayList<>();

    /** Looks at one operation. */
    private interface Look {
        void at(String method, String path, JsonNode operation);
    }

    @Test
    void refusesCursorsThatNoAnswerHad() {
        List<String> cursors =
                Stream.concat(
                                Stream.of("x", "????", "bnVsbA", "A".repeat(5000)),
                                Stream.of(NUL, LAST_YEAR_OF_JAVA, HUGE)
                                        .flatMap(HostileValuesIT::cursorsOfAnyLength))
                        .toList();
        each(
                (method, path, operation) -> {
                    // Reference data are another service's, which stands in here.
                    boolean isList = method.equals("get") && hasParameter(operation, "cursor");
                    if (isList && !path.contains("/reference/")) {
                        for (String cursor : cursors) {
                            Answer answer = get(path, operation, "cursor", cursor);
                            if (answer.status() != 400 || !answer.body().contains("cursor")) {
                                note("%s with cursor %s".formatted(path, cursor), answer);
                            }
                        }
                    }
                });

        assertThat(wrong).isEmpty();
    }

    @Test
    void refusesParametersThatTheDatabaseCannotHold() {
        each(
                (method, path, operation) -> {
                    if (!method.equals("get")) {
                        return;
                    }
                    for (JsonNode parameter : operation.path("parameters")) {
                        String name = parameter.path("name").asString();
                        Answer answer = get(path, operation, name, NUL);
                        if (answer.status() < 400 || answer.status() >= 500) {
                            note("%s with a NUL in %s".formatted(path, name), answer);
                        }
                    }
                });

        assertThat(wrong).isEmpty();
    }

    @Test
    void neverFailsOnABodyWithATextThatTheDatabaseCannotHold() {
        each(
                (method, path, operation) -> {
                    JsonNode content = operation.at("/requestBody/content/application~1json");
                    if (!WITH_BODY.contains(method) || content.isMissingNode()) {
                        return;
                    }
                    JsonNode schema = schemaOf(content);
                    schema.path("properties")
                            .forEachEntry(
                                    (field, type) -> {
                                        ObjectNode body = example(content, schema);
                                        if (type.path("type").asString("").equals("array")) {
                                            body.putArray(field).add(NUL);
                                        } else {
                                            body.put(field, NUL);
                                        }
                                        Answer answer = send(method, path, operation, body);
                                        if (answer.status() >= 500) {
                                            note(
                                                    "%s %s with a NUL in %s"
                                                            .formatted(method, path, field),
                                                    answer);
                                        }
                                    });
                });

        assertThat(wrong).isEmpty();
    }

    private static Stream<String> cursorsOfAnyLength(String value) {
        return Stream.of(1, 2, 3, 4)
                .map(parts -> PageCursor.of(Collections.nCopies(parts, value).toArray()).encode());
    }

    private Answer get(String path, JsonNode operation, String name, String value) {
        return dashboard.send(
                dashboard
                        .request(address(path, operation, name, value))
                        .timeout(Duration.ofMinutes(1))
                        .GET());
    }

    private Answer send(String method, String path, JsonNode operation, JsonNode body) {
        return dashboard.send(
                dashboard
                        .request(address(path, operation, "", ""))
                        .timeout(Duration.ofMinutes(1))
                        .header("Content-Type", "application/json")
                        .method(
                                method.toUpperCase(Locale.ROOT),
                                BodyPublishers.ofString(body.toString())));
    }

    /** With one value as given, and the others that are needed from the examples. */
    private static String address(String path, JsonNode operation, String name, String value) {
        String address = path;
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            String each = parameter.path("name").asString();
            boolean isGiven = each.equals(name);
            String text = RunningDashboard.encoded(isGiven ? value : example(parameter));
            if (parameter.path("in").asString().equals("path")) {
                address = address.replace("{" + each + "}", text);
            } else if (isGiven || parameter.path("required").asBoolean(false)) {
                query.add(each + "=" + text);
            }
        }
        return query.isEmpty() ? address : address + "?" + String.join("&", query);
    }

    private static String example(JsonNode parameter) {
        return Stream.of("/example", "/schema/example", "/schema/default", "/schema/enum/0")
                .map(parameter::at)
                .filter(node -> !node.isMissingNode())
                .map(JsonNode::asString)
                .findFirst()
                .orElse("1");
    }

    private static ObjectNode example(JsonNode content, JsonNode schema) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        schema.path("properties")
                .forEachEntry(
                        (field, type) -> {
                            if (type.has("example")) {
                                body.set(field, type.get("example"));
                            }
                        });
        if (content.path("example") instanceof ObjectNode whole) {
            body.setAll(whole);
        }
        return body;
    }

    private JsonNode schemaOf(JsonNode content) {
        String reference = content.path("schema").path("$ref").asString("");
        return api.path("components")
                .path("schemas")
                .path(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static boolean hasParameter(JsonNode operation, String name) {
        return operation
                .path("parameters")
                .valueStream()
                .anyMatch(parameter -> parameter.path("name").asString().equals(name));
    }

    private void each(Look look) {
        api.path("paths")
                .forEachEntry(
                        (path, item) ->
                                item.forEachEntry(
                                        (method, operation) -> look.at(method, path, operation)));
    }

    private void note(String what, Answer answer) {
        wrong.add("%s: %d %s".formatted(what, answer.status(), answer.body()));
    }
}
