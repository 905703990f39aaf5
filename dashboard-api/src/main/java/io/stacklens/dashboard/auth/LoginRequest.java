package io.stacklens.dashboard.auth;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

/** Who wants to sign in. */
record LoginRequest(
        @Schema(description = "In any case", example = "ada") @Nullable String username,
        @Schema(description = "The password", accessMode = Schema.AccessMode.WRITE_ONLY)
                @Nullable String password,
        @Schema(
                        description =
                                "body: the refresh token comes in the answer; else only in a"
                                        + " cookie, which no script can read",
                        example = "body")
                @Nullable String refresh) {

    boolean wantsRefreshToken() {
        return "body".equals(refresh);
    }

    @Override
    public String toString() {
        return "LoginRequest[" + username + "]";
    }
}
