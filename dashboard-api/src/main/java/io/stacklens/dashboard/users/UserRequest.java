package io.stacklens.dashboard.users;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

/** A user as somebody asks for it. {@link UserCheck} makes sense of it. */
@Schema(
        example =
                """
                {"username": "ada", "role": "operator", "enabled": true,
                 "password": "a long one that only ada knows"}\
                """)
record UserRequest(
        @Schema(description = "Letters, digits, . _ - and @; kept in lower case", example = "ada")
                @Nullable String username,
        @Schema(description = "viewer, operator or admin; viewer by default", example = "operator")
                @Nullable String role,
        @Schema(description = "Whether the user may sign in; true by default", example = "true")
                @Nullable Boolean enabled,
        @Schema(
                        description =
                                "12 to 72 bytes. Needed for a new user; without it a user keeps"
                                        + " the password",
                        accessMode = Schema.AccessMode.WRITE_ONLY)
                @Nullable String password) {

    @Override
    public String toString() {
        return "UserRequest[" + username + "]";
    }
}
