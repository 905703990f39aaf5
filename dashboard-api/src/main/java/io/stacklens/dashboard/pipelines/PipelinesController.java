package io.stacklens.dashboard.pipelines;

import io.stacklens.dashboard.upstream.ServiceClient;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;

/** {@code /api/v1/pipelines}: the parser's pipelines, and a trial of them. */
@RestController
@Tag(name = "Pipelines")
class PipelinesController implements DisposableBean {

    private final ServiceClient parser;

    PipelinesController(ParserAddressProperties parser) {
        this.parser = new ServiceClient("parser", parser.url(), parser.timeout());
    }

    @GetMapping("/api/v1/pipelines")
    @Operation(
            summary = "Pipelines in force",
            description =
                    "The file they come from, their names in order, when they were read, and why"
                            + " the file as it is now was refused, if it was.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = PipelinesInForce.class)))
    ResponseEntity<byte[]> inForce(HttpServletRequest request) {
        return parser.pass(request, "pipelines", BodyPublishers.noBody());
    }

    @PostMapping(value = "/api/v1/pipelines/dry-run", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Try lines on pipelines",
            description =
                    "Parses lines as the parser does, with the pipelines in force or with those of"
                        + " the request. Answers the record of each line, and what each step did"
                        + " and how long it took. Nothing is stored or counted.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema =
                                                    @Schema(implementation = DryRunRequest.class))))
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = DryRunAnswer.class)))
    ResponseEntity<byte[]> dryRun(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        return parser.pass(request, "pipelines/dry-run", BodyPublishers.ofByteArray(body));
    }

    @Override
    public void destroy() {
        parser.close();
    }
}
