package io.stacklens.dashboard.page;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/** Adds the refusals that an operation can answer: problem documents, each with an example. */
@Component
@Order(10)
class ErrorAnswers implements OpenApiCustomizer {

    private static final String PROBLEM = "Problem";
    private static final String FIELD = "ProblemField";

    private record Refusal(int status, String title, String description, String detail) {}

    private static final Refusal UNFIT =
            new Refusal(
                    400,
                    "Bad Request",
                    "A value that cannot be used; errors names each, what was found and what was"
                            + " expected",
                    "limit: '0' (expected: must be greater than or equal to 1)");
    private static final Refusal UNKNOWN =
            new Refusal(
                    401,
                    "Unauthorized",
                    "Credentials are asked for and are missing, wrong or" + " too old",
                    "credentials are missing or not valid");
    private static final Refusal FORBIDDEN =
            new Refusal(
                    403,
                    "Forbidden",
                    "The caller's role does not suffice",
                    "the role viewer may not");
    private static final Refusal MISSING =
            new Refusal(404, "Not Found", "There is none with this id", "no such id: '17'");
    private static final Refusal CHANGED =
            new Refusal(
                    412,
                    "Precondition Failed",
                    "Somebody has changed it since the version that If-Match names",
                    "somebody has changed alert rule 7 since it was read; read it again");
    private static final Refusal TOO_SLOW =
            new Refusal(
                    408,
                    "Request Timeout",
                    "The body took too long to arrive",
                    "the body did not come in time (expected: within 30s;"
                            + " stacklens.http.max-body-duration)");
    private static final Refusal TOO_LONG =
            new Refusal(
                    413,
                    "Content Too Large",
                    "The body is too long",
                    "the body is too long (expected: at most 1048576 bytes;"
                            + " stacklens.http.max-body-size)");
    private static final Refusal TOO_MANY =
            new Refusal(
                    429,
                    "Too Many Requests",
                    "More requests than the caller may send; Retry-After says when to try again",
                    "too many requests");
    private static final Refusal AWAY =
            new Refusal(
                    503,
                    "Service Unavailable",
                    "Database, broker or another service is away; Retry-After says when to try"
                            + " again",
                    "the database does not answer");

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().addSchemas(PROBLEM, problem());
        api.getComponents().addSchemas(FIELD, field());
        api.getPaths()
                .forEach(
                        (path, item) ->
                                item.readOperations()
                                        .forEach(operation -> addRefusals(path, operation)));
    }

    private static void addRefusals(String path, Operation operation) {
        ApiResponses answers =
                operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
        operation.setResponses(answers);
        if (!path.startsWith("/api/")) {
            return;
        }
        boolean hasParameters =
                operation.getParameters() != null && !operation.getParameters().isEmpty();
        if (hasParameters || operation.getRequestBody() != null) {
            add(answers, UNFIT);
        }
        if (operation.getRequestBody() != null) {
            List.of(TOO_SLOW, TOO_LONG).forEach(refusal -> add(answers, refusal));
        }
        if (path.contains("}")) {
            add(answers, MISSING);
        }
        if (hasParameters && operation.getParameters().stream().anyMatch(ErrorAnswers::isVersion)) {
            add(answers, CHANGED);
        }
        List.of(UNKNOWN, FORBIDDEN, TOO_MANY, AWAY).forEach(refusal -> add(answers, refusal));
    }

    private static boolean isVersion(Parameter parameter) {
        return HttpHeaders.IF_MATCH.equals(parameter.getName());
    }

    private static void add(ApiResponses answers, Refusal refusal) {
        String status = Integer.toString(refusal.status());
        if (!answers.containsKey(status)) {
            answers.addApiResponse(status, answer(refusal));
        }
    }

    private static ApiResponse answer(Refusal refusal) {
        Schema<?> schema = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        Map<String, Object> example =
                Map.of(
                        "title", refusal.title(),
                        "status", refusal.status(),
                        "detail", refusal.detail());
        return new ApiResponse()
                .description(refusal.description())
                .content(
                        new Content()
                                .addMediaType(
                                        "application/problem+json",
                                        new MediaType().schema(schema).example(example)));
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .description("Why a request was refused (RFC 9457)")
                .addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .addProperty("position", new IntegerSchema())
                .addProperty(
                        "errors",
                        new ArraySchema()
                                .items(new Schema<>().$ref("#/components/schemas/" + FIELD)));
    }

    private static Schema<?> field() {
        return new ObjectSchema()
                .description("A value that cannot be used")
                .addProperty("field", new StringSchema())
                .addProperty("value", new Schema<>())
                .addProperty("expected", new StringSchema());
    }
}
