package io.stacklens.dashboard.auth;

import io.stacklens.pipeline.security.SecurityProperties;
import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

/** How one signs in here. */
record AuthConfig(
        @Schema(description = "Whether one has to sign in", example = "true")
                boolean authenticationRequired,
        @Schema(description = "The identity provider, or null", nullable = true)
                @Nullable Provider oidc) {

    /** An OpenID Connect provider. */
    record Provider(
            @Schema(description = "Its address", example = "https://login.example.org/realms/ops")
                    String issuer,
            @Schema(description = "By which the page signs in", example = "stacklens")
                    String clientId) {}

    static AuthConfig of(SecurityProperties properties) {
        SecurityProperties.Oidc oidc = properties.oidc();
        return new AuthConfig(
                properties.isRequired(),
                oidc.isUsed() ? new Provider(oidc.issuer(), oidc.clientId()) : null);
    }
}
