package io.stacklens.dashboard.users;

import io.stacklens.model.access.Role;
import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A user as the API shows it; the password is only ever written. */
public record UserAccount(
        @Schema(description = "Names the user in paths", example = "1") long id,
        @Schema(description = "In lower case", example = "ada") String username,
        @Schema(description = "viewer, operator or admin", example = "operator") Role role,
        @Schema(description = "Whether the user may sign in", example = "true") boolean enabled,
        @Schema(description = "When the user was added") Instant createdAt,
        @Schema(description = "The last login with a password, or null")
                @Nullable Instant lastLoginAt) {

    /** What people edit of it: without what a login changes. */
    UserAccount edited() {
        return new UserAccount(id, username, role, enabled, createdAt, null);
    }
}
