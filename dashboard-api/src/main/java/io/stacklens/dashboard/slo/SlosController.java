package io.stacklens.dashboard.slo;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Version;
import io.stacklens.pipeline.http.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;

/** {@code /api/v1/slos}: service level objectives, and how they are kept. */
@RestController
@RequestMapping("/api/v1/slos")
@Tag(
        name = "Service level objectives",
        description = "what is promised of services, and how it is kept")
class SlosController {

    private final Slos slos;
    private final SloStatuses statuses;

    SlosController(Slos slos, SloStatuses statuses) {
        this.slos = slos;
        this.statuses = statuses;
    }

    @GetMapping
    @Operation(
            summary = "All objectives, each with its status",
            description = "In the order they were added; a status is at most five seconds old.")
    @ApiResponse(responseCode = "200", description = "A page of objectives, the oldest first")
    Items<SloWithStatus> slos(
            @Parameter(description = "Most objectives of an answer", example = "100")
                    @RequestParam(defaultValue = "100")
                    @Min(1)
                    @Max(1000)
                    int limit,
            @Parameter(description = "next_cursor of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        Items<Slo> page = slos.oldestFirst(limit, PageCursor.offset(cursor));
        return new Items<>(page.items().stream().map(this::measured).toList(), page.nextCursor());
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "One objective with its status",
            description =
                    "The status is at most five seconds old. The ETag, sent as If-Match with a PUT"
                            + " or DELETE, keeps what others changed since.")
    @ApiResponse(responseCode = "200", description = "The objective")
    ResponseEntity<SloWithStatus> slo(
            @Parameter(description = "Number of the objective") @PathVariable long id) {
        return tagged(find(id));
    }

    @GetMapping("/{id}/status")
    @Operation(
            summary = "How an objective is kept now",
            description =
                    "From the stored windows of the objective's days: what was good, what is left"
                            + " of the error budget, how fast it is spent and when it ends.")
    @ApiResponse(responseCode = "200", description = "The status")
    SloStatus status(@Parameter(description = "Number of the objective") @PathVariable long id) {
        return statuses.of(find(id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Add an objective",
            description =
                    "A name and a service are needed. 409 when another objective has the name.")
    @ApiResponse(responseCode = "201", description = "The objective as it is stored")
    ResponseEntity<SloWithStatus> add(@RequestBody SloRequest request) {
        Slo stored = slos.add(request.checked());
        return ResponseEntity.created(URI.create("/api/v1/slos/" + stored.id()))
                .body(measured(stored));
    }

    @PutMapping("/{id}")
    @Operation(
            summary = "Replace an objective",
            description =
                    "What the request leaves out gets its default. 409 when another objective has"
                            + " the name. 412 if it names a version with If-Match, and the"
                            + " objective is another by now.")
    @ApiResponse(responseCode = "200", description = "The objective as it is stored")
    ResponseEntity<SloWithStatus> replace(
            @Parameter(description = "Number of the objective") @PathVariable long id,
            @Parameter(description = "The ETag of the objective that is to be replaced")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch,
            @RequestBody SloRequest request) {
        return slos.replace(id, request.checked(), ifMatch)
                .map(this::tagged)
                .orElseThrow(() -> absent(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Delete an objective",
            description =
                    "Alert rules that name it have nothing to look at any more. 412 if it names a"
                            + " version with If-Match, and the objective is another by now.")
    @ApiResponse(responseCode = "204", description = "It is gone")
    void delete(
            @Parameter(description = "Number of the objective") @PathVariable long id,
            @Parameter(description = "The ETag of the objective that is to be deleted")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        if (!slos.delete(id, ifMatch)) {
            throw absent(id);
        }
    }

    private ResponseEntity<SloWithStatus> tagged(Slo slo) {
        return Version.tagged(slo, measured(slo));
    }

    private SloWithStatus measured(Slo slo) {
        return new SloWithStatus(slo, statuses.of(slo));
    }

    private Slo find(long id) {
        return slos.find(id).orElseThrow(() -> absent(id));
    }

    private static NotFoundException absent(long id) {
        return new NotFoundException("objective", Long.toString(id));
    }
}
