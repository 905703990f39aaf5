package io.stacklens.dashboard.users;

import io.stacklens.dashboard.access.AccessListKeeper;
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
import java.util.List;

/** {@code /api/v1/users}: who may sign in with a password. */
@RestController
@RequestMapping("/api/v1/users")
@Tag(name = "Users", description = "Who may sign in with a password, for administrators")
class UsersController {

    private final Users users;
    private final UserCheck check;
    private final AccessListKeeper access;

    UsersController(Users users, Passwords passwords, AccessListKeeper access) {
        this.users = users;
        this.check = new UserCheck(passwords);
        this.access = access;
    }

    @GetMapping
    @Operation(operationId = "users", summary = "All users", description = "In order of their ids.")
    Items<UserAccount> users(
            @Parameter(description = "Most users of a page")
                    @RequestParam(defaultValue = "100")
                    @Min(1)
                    @Max(10_000)
                    int limit,
            @Parameter(description = "The next_cursor of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        List<UserAccount> rows = users.after(PageCursor.offset(cursor), limit + 1);
        return Items.page(rows, limit, last -> PageCursor.of(last.id()));
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "user",
            summary = "One user",
            description =
                    "Never with a password. The ETag, sent as If-Match with a PUT or DELETE,"
                            + " keeps what others changed since.")
    ResponseEntity<UserAccount> user(
            @Parameter(description = "The user's id", example = "1") @PathVariable long id) {
        return tagged(find(id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "addUser",
            summary = "Add a user",
            description = "409 when the name is taken.")
    @ApiResponse(responseCode = "201", description = "The user as stored")
    ResponseEntity<UserAccount> add(@RequestBody UserRequest request) {
        long id = users.add(check.check(request, null));
        return ResponseEntity.created(URI.create("/api/v1/users/" + id)).body(find(id));
    }

    @PutMapping("/{id}")
    @Operation(
            operationId = "replaceUser",
            summary = "Change a user",
            description =
                    "What the request leaves out stays. A change of name, role, state or password"
                            + " ends the user's sessions and tokens at once. 409 when no enabled"
                            + " administrator would be left, 412 if it names a version with"
                            + " If-Match, and the user is another by now.")
    ResponseEntity<UserAccount> replace(
            @Parameter(description = "The user's id", example = "1") @PathVariable long id,
            @Parameter(description = "The ETag of the user that is to be replaced")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch,
            @RequestBody UserRequest request) {
        users.replace(id, check.check(request, find(id)), ifMatch);
        access.changed();
        return tagged(find(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteUser",
            summary = "Delete a user",
            description =
                    "Ends the user's sessions and tokens at once. 409 when no enabled administrator"
                            + " would be left, 412 if it names a version with If-Match, and the"
                            + " user is another by now.")
    @ApiResponse(responseCode = "204", description = "Gone")
    void delete(
            @Parameter(description = "The user's id", example = "2") @PathVariable long id,
            @Parameter(description = "The ETag of the user that is to be deleted")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        users.delete(find(id).id(), ifMatch);
        access.changed();
    }

    private static ResponseEntity<UserAccount> tagged(UserAccount user) {
        return Version.tagged(user.edited(), user);
    }

    private UserAccount find(long id) {
        return users.find(id).orElseThrow(() -> new NotFoundException("user", Long.toString(id)));
    }
}
