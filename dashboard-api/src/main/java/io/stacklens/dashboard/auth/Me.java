package io.stacklens.dashboard.auth;

import io.stacklens.model.access.Role;
import io.stacklens.pipeline.security.Caller;
import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** Who makes this request. */
record Me(
        @Schema(description = "The name; null when nobody is signed in", example = "ada")
                @Nullable String username,
        @Schema(
                        description = "The role; null when nobody is signed in, and of an API key",
                        example = "operator")
                @Nullable Role role,
        @Schema(description = "none, password, oidc or api_key", example = "password")
                String authentication,
        @Schema(description = "Whether one has to sign in here", example = "true")
                boolean authenticationRequired,
        @Schema(
                        description =
                                "Whether a session's cookie came along: then /auth/refresh may go"
                                        + " on with it",
                        example = "true")
                boolean hasSession) {

    static Me of(@Nullable Caller caller, boolean required, boolean hasSession) {
        return caller == null
                ? new Me(null, null, "none", required, hasSession)
                : new Me(
                        caller.getName(),
                        caller.role().orElse(null),
                        caller.means().name().toLowerCase(Locale.ROOT),
                        required,
                        hasSession);
    }
}
