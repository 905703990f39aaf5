package io.stacklens.dashboard.apikeys;

import io.stacklens.dashboard.access.AccessListKeeper;
import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.model.access.Scope;
import io.stacklens.pipeline.http.InvalidField;
import io.stacklens.pipeline.http.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code /api/v1/api-keys}: keys for agents and other programs. */
@RestController
@RequestMapping("/api/v1/api-keys")
@Tag(name = "API keys", description = "Keys for agents and other programs, for administrators")
class ApiKeysController {

    private static final int LONGEST_NAME = 100;

    private final ApiKeys keys;
    private final AccessListKeeper access;
    private final InstantSource clock;

    ApiKeysController(ApiKeys keys, AccessListKeeper access, InstantSource clock) {
        this.keys = keys;
        this.access = access;
        this.clock = clock;
    }

    @GetMapping
    @Operation(
            operationId = "apiKeys",
            summary = "All keys",
            description = "Those that were revoked too, never with the key itself.")
    Items<ApiKey> keys(
            @Parameter(description = "Most keys of a page")
                    @RequestParam(defaultValue = "100")
                    @Min(1)
                    @Max(10_000)
                    int limit,
            @Parameter(description = "The next_cursor of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        List<ApiKey> rows = keys.after(PageCursor.offset(cursor), limit + 1);
        return Items.page(rows, limit, last -> PageCursor.of(last.id()));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "apiKey", summary = "One key", description = "Not the key itself.")
    ApiKey key(@Parameter(description = "The key's id", example = "1") @PathVariable long id) {
        return find(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "addApiKey",
            summary = "Make a key",
            description =
                    "The answer has the key; nobody can ask for it again. It counts on every"
                            + " instance within 5 s.")
    @ApiResponse(responseCode = "201", description = "The key, shown this once")
    ResponseEntity<NewApiKey> add(@RequestBody ApiKeyRequest request) {
        List<InvalidField> wrong = new ArrayList<>();
        String name = request.name() == null ? "" : request.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            wrong.add(new InvalidField("name", request.name(), "1 to 100 characters"));
        }
        Set<Scope> scopes = scopes(request.scopes(), wrong);
        if (request.expiresAt() != null && !request.expiresAt().isAfter(clock.instant())) {
            wrong.add(new InvalidField("expires_at", request.expiresAt(), "a time to come"));
        }
        if (!wrong.isEmpty()) {
            throw new BadRequestException(wrong);
        }
        NewApiKey made = keys.add(name, scopes, request.expiresAt());
        access.changed();
        return ResponseEntity.created(URI.create("/api/v1/api-keys/" + made.made().id()))
                .body(made);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "revokeApiKey",
            summary = "Revoke a key",
            description = "It counts nowhere any more within 5 s. It stays in the list.")
    @ApiResponse(responseCode = "204", description = "Revoked")
    void revoke(@Parameter(description = "The key's id", example = "2") @PathVariable long id) {
        keys.revoke(find(id).id());
        access.changed();
    }

    private ApiKey find(long id) {
        return keys.find(id).orElseThrow(() -> new NotFoundException("API key", Long.toString(id)));
    }

    private static Set<Scope> scopes(@Nullable List<String> given, List<InvalidField> wrong) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String text : given == null ? List.of("ingest") : given) {
            try {
                scopes.add(Scope.valueOf(String.valueOf(text).strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                wrong.add(new InvalidField("scopes", text, "ingest, read or write"));
            }
        }
        if (scopes.isEmpty() && wrong.isEmpty()) {
            wrong.add(new InvalidField("scopes", "[]", "one or more of ingest, read, write"));
        }
        return scopes;
    }
}
