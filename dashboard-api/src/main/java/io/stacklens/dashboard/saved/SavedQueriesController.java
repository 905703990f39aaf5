package io.stacklens.dashboard.saved;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.logstore.query.LogQuery;
import io.stacklens.logstore.query.LogQueryException;
import io.stacklens.pipeline.http.InvalidField;
import io.stacklens.pipeline.http.NotFoundException;
import io.stacklens.pipeline.security.Access;
import io.stacklens.pipeline.security.Caller;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** {@code /api/v1/saved-queries}: one's own, and those that others share. */
@RestController
@RequestMapping("/api/v1/saved-queries")
@Tag(name = "Saved queries")
class SavedQueriesController {

    private static final int LONGEST_NAME = 200;

    private final SavedQueries queries;

    SavedQueriesController(SavedQueries queries) {
        this.queries = queries;
    }

    @GetMapping
    @Operation(
            summary = "Saved queries",
            description = "One's own and the shared ones, the oldest first.")
    Items<SavedQuery> queries(
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return queries.seenBy(Caller.actingAs(null), limit, PageCursor.offset(cursor));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One saved query", description = "One's own, or a shared one.")
    SavedQuery query(@Parameter(description = "As the list gives it") @PathVariable long id) {
        return find(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Keep a query",
            description = "It belongs to the caller. A query that does not parse is refused.")
    @ApiResponse(responseCode = "201")
    ResponseEntity<SavedQuery> add(@RequestBody SavedQueryRequest wanted) {
        check(wanted);
        SavedQuery added =
                queries.add(
                        Caller.actingAs(null),
                        text(wanted.name()),
                        text(wanted.q()),
                        Boolean.TRUE.equals(wanted.shared()));
        return ResponseEntity.created(URI.create("/api/v1/saved-queries/" + added.id()))
                .body(added);
    }

    @PutMapping("/{id}")
    @Operation(
            summary = "Replace a saved query",
            description = "One's own; administrators change those of others too.")
    SavedQuery replace(
            @Parameter(description = "As the list gives it") @PathVariable long id,
            @RequestBody SavedQueryRequest wanted) {
        check(wanted);
        requireOwner(find(id));
        return queries.replace(
                        id,
                        text(wanted.name()),
                        text(wanted.q()),
                        Boolean.TRUE.equals(wanted.shared()))
                .orElseThrow(() -> new NotFoundException("saved query", Long.toString(id)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Delete a saved query",
            description = "One's own; administrators delete those of others too.")
    @ApiResponse(responseCode = "204")
    void delete(@Parameter(description = "As the list gives it") @PathVariable long id) {
        requireOwner(find(id));
        queries.delete(id);
    }

    /** What somebody may not see is not there. */
    private SavedQuery find(long id) {
        return queries.find(id)
                .filter(
                        query ->
                                query.shared()
                                        || query.owner().equals(Caller.actingAs(null))
                                        || isAdmin())
                .orElseThrow(() -> new NotFoundException("saved query", Long.toString(id)));
    }

    private static void requireOwner(SavedQuery query) {
        if (!query.owner().equals(Caller.actingAs(null)) && !isAdmin()) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN,
                    "saved query %d belongs to '%s'".formatted(query.id(), query.owner()));
        }
    }

    /** Where nobody signs in, nobody is more than the others. */
    private static boolean isAdmin() {
        return Caller.current()
                .filter(caller -> caller.means() != Caller.Means.NONE)
                .filter(caller -> caller.has(Access.ADMIN))
                .isPresent();
    }

    private static void check(SavedQueryRequest wanted) {
        List<InvalidField> wrong = new ArrayList<>();
        String name = text(wanted.name());
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            wrong.add(new InvalidField("name", wanted.name(), "a text of 1 to 200 characters"));
        }
        try {
            LogQuery.parse(text(wanted.q()));
        } catch (LogQueryException e) {
            wrong.add(new InvalidField("q", wanted.q(), "a query: " + e.getMessage()));
        }
        if (wanted.q() == null || text(wanted.q()).indexOf('\0') >= 0) {
            wrong.add(new InvalidField("q", wanted.q(), "a query; an empty one means all records"));
        }
        if (!wrong.isEmpty()) {
            throw new BadRequestException(wrong);
        }
    }

    private static String text(@Nullable String given) {
        String text = Texts.text(given);
        return text == null ? "" : text;
    }
}
