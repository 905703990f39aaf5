package io.stacklens.dashboard.auth;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

/** The refresh token of a program; a browser sends it as a cookie. */
@Schema(example = "{\"refresh_token\": \"slr_…\"}")
record RefreshRequest(
        @Schema(description = "Of the last answer; without it the cookie counts")
                @Nullable String refreshToken) {

    @Override
    public String toString() {
        return "RefreshRequest[hidden]";
    }
}
