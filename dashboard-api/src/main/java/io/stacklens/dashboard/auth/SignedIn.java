package io.stacklens.dashboard.auth;

import io.stacklens.model.access.Role;
import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

/** The answer to a login. */
record SignedIn(
        @Schema(description = "Goes with each request as Authorization: Bearer") String accessToken,
        @Schema(description = "Always Bearer", example = "Bearer") String tokenType,
        @Schema(description = "Seconds until it has to be refreshed", example = "900")
                long expiresIn,
        @Schema(description = "Who signed in") User user,
        @Schema(description = "Serves once, for the next tokens; null when it came as a cookie")
                @Nullable String refreshToken) {

    /** Who signed in. */
    record User(
            @Schema(description = "The name", example = "ada") String username,
            @Schema(description = "viewer, operator or admin", example = "operator") Role role) {}

    @Override
    public String toString() {
        return "SignedIn[" + user + "]";
    }
}
