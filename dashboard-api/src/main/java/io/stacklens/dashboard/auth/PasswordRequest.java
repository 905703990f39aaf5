package io.stacklens.dashboard.auth;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

/** A new password of one's own. */
@Schema(example = "{\"current\": \"the old one\", \"password\": \"a longer new one\"}")
record PasswordRequest(
        @Schema(description = "The password until now", accessMode = Schema.AccessMode.WRITE_ONLY)
                @Nullable String current,
        @Schema(
                        description = "The new one: 12 to 72 bytes",
                        accessMode = Schema.AccessMode.WRITE_ONLY)
                @Nullable String password) {

    @Override
    public String toString() {
        return "PasswordRequest[hidden]";
    }
}
