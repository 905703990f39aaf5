package io.stacklens.dashboard.reference;

import io.stacklens.dashboard.upstream.ServiceClient;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * {@code /api/v1/reference}: reference data, passed on to enrichment, whose caches know at once
 * what was changed there.
 */
@RestController
@RequestMapping("/api/v1/reference/{table:users|accounts|services}")
@Tag(name = "Reference data")
class ReferenceController implements DisposableBean {

    private static final Map<String, String> PATHS =
            Map.of(
                    "users", "user-profiles",
                    "accounts", "business-accounts",
                    "services", "services");
    private static final String TABLE = "What the data are of";

    private final ServiceClient enrichment;

    ReferenceController(EnrichmentAddressProperties enrichment) {
        this.enrichment =
                new ServiceClient("enrichment service", enrichment.url(), enrichment.timeout());
    }

    @GetMapping
    @Operation(
            summary = "What is known, by key",
            description =
                    "Users have `user_id, name, segment, home_country, risk_score`, accounts"
                            + " `account_id, tier, revenue, risk_score`, services `service, owner,"
                            + " tier, runbook_url`.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ReferencePage.class)))
    ResponseEntity<byte[]> list(
            @Parameter(
                            description = TABLE,
                            in = ParameterIn.PATH,
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"users", "accounts", "services"}))
                    @PathVariable
                    String table,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        String after =
                cursor == null ? "" : "&cursor=" + UriUtils.encode(cursor, StandardCharsets.UTF_8);
        return pass(request, table, "?limit=" + limit + after, BodyPublishers.noBody());
    }

    @GetMapping("/{key}")
    @Operation(summary = "One row", description = "What is known of one user, account or service.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(ReferencePage.USER)))
    ResponseEntity<byte[]> row(
            @Parameter(description = TABLE, example = "users") @PathVariable String table,
            @Parameter(description = "Its key", example = "u-1") @PathVariable String key,
            HttpServletRequest request) {
        return pass(request, table, "/" + segment(key), BodyPublishers.noBody());
    }

    @PutMapping(path = "/{key}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Add or replace a row",
            description =
                    "Fields that are left out become null. It counts for the next batch of lines.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            description = "The fields of the row",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(type = "object"),
                                            examples = @ExampleObject(ReferencePage.USER))))
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(type = "object")))
    ResponseEntity<byte[]> put(
            @Parameter(description = TABLE, example = "users") @PathVariable String table,
            @Parameter(description = "Its key", example = "u-1") @PathVariable String key,
            HttpServletRequest request)
            throws IOException {
        return pass(request, table, "/" + segment(key), body(request));
    }

    @DeleteMapping("/{key}")
    @Operation(summary = "Delete a row", description = "There need not be one.")
    @ApiResponse(responseCode = "204")
    ResponseEntity<byte[]> delete(
            @Parameter(description = TABLE, example = "users") @PathVariable String table,
            @Parameter(description = "Its key", example = "u-1") @PathVariable String key,
            HttpServletRequest request) {
        return pass(request, table, "/" + segment(key), BodyPublishers.noBody());
    }

    @PostMapping("/bulk")
    @Operation(
            summary = "Add or replace many rows",
            description =
                    "CSV with a header (`text/csv`) or NDJSON (`application/x-ndjson`), of any"
                            + " length. Lines that do not fit are named and left out.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            description = "A row a line",
                            content = {
                                @Content(
                                        mediaType = "text/csv",
                                        schema = @Schema(type = "string"),
                                        examples =
                                                @ExampleObject(
                                                        "user_id,name,segment\nu-1,Ada,trial\n")),
                                @Content(
                                        mediaType = "application/x-ndjson",
                                        schema = @Schema(type = "string"),
                                        examples = @ExampleObject(ReferencePage.USER))
                            }))
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ReferencePage.Bulk.class)))
    ResponseEntity<byte[]> bulk(
            @Parameter(description = TABLE, example = "users") @PathVariable String table,
            HttpServletRequest request)
            throws IOException {
        return pass(request, table, "/bulk", body(request));
    }

    @Override
    public void destroy() {
        enrichment.close();
    }

    private ResponseEntity<byte[]> pass(
            HttpServletRequest request, String table, String rest, BodyPublisher body) {
        return enrichment.pass(request, "api/v1/" + PATHS.get(table) + rest, body);
    }

    private static BodyPublisher body(HttpServletRequest request) throws IOException {
        var in = request.getInputStream();
        return BodyPublishers.ofInputStream(() -> in);
    }

    private static String segment(String key) {
        return UriUtils.encodePathSegment(key, StandardCharsets.UTF_8);
    }
}
