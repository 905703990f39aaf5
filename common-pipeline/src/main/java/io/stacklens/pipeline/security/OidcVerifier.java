package io.stacklens.pipeline.security;

import io.stacklens.model.access.Role;
import io.stacklens.pipeline.security.SecurityProperties.Oidc;

import org.jspecify.annotations.Nullable;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestTemplate;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks tokens of an OpenID Connect provider: signature by its published keys, issuer, audience,
 * times. The role is the highest that the values of the configured claim give.
 */
final class OidcVerifier {

    private final Oidc settings;
    private final JwtDecoder decoder;

    OidcVerifier(Oidc settings) {
        this.settings = settings;
        // Made at first use: the provider need not be there when a service starts.
        this.decoder = new SupplierJwtDecoder(() -> decoder(settings));
    }

    Verdict verify(String token) {
        Jwt jwt;
        try {
            jwt = decoder.decode(token);
        } catch (BadJwtException e) {
            return new Verdict.Refused("the token of " + settings.issuer() + " does not count");
        } catch (JwtException | IllegalStateException e) {
            return new Verdict.Undecided("the keys of " + settings.issuer() + " cannot be read");
        }
        Instant expiry = jwt.getExpiresAt();
        if (expiry == null) {
            return new Verdict.Refused("the token has no expiry");
        }
        String given = jwt.getClaimAsString(settings.usernameClaim());
        String name = given == null ? jwt.getSubject() : given;
        if (name == null) {
            return new Verdict.Refused("the token names nobody");
        }
        return new Verdict.Accepted(
                Caller.ofProvider(name, role(values(jwt)), token, expiry.toEpochMilli()));
    }

    private @Nullable Role role(Set<String> values) {
        if (settings.admins().stream().anyMatch(values::contains)) {
            return Role.ADMIN;
        }
        if (settings.operators().stream().anyMatch(values::contains)) {
            return Role.OPERATOR;
        }
        return settings.viewers().stream().anyMatch(values::contains) ? Role.VIEWER : null;
    }

    private Set<String> values(Jwt jwt) {
        Object value = jwt.getClaims();
        for (String name : settings.roleClaim().split("\\.", -1)) {
            value = value instanceof Map<?, ?> members ? members.get(name) : null;
        }
        return switch (value) {
            case Collection<?> many ->
                    Set.copyOf(many.stream().map(String::valueOf).distinct().toList());
            case String text -> Set.copyOf(Arrays.stream(text.split(" ", -1)).distinct().toList());
            case null, default -> Set.of();
        };
    }

    private static JwtDecoder decoder(Oidc settings) {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(settings.timeout());
        requests.setReadTimeout(settings.timeout());
        RestTemplate http = new RestTemplate(requests);
        NimbusJwtDecoder made =
                settings.jwksUri().isEmpty()
                        ? NimbusJwtDecoder.withIssuerLocation(settings.issuer())
                                .restOperations(http)
                                .build()
                        : NimbusJwtDecoder.withJwkSetUri(settings.jwksUri())
                                .jwsAlgorithms(
                                        all ->
                                                all.addAll(
                                                        List.of(
                                                                SignatureAlgorithm.RS256,
                                                                SignatureAlgorithm.PS256,
                                                                SignatureAlgorithm.ES256)))
                                .restOperations(http)
                                .build();
        made.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        new JwtTimestampValidator(),
                        new JwtIssuerValidator(settings.issuer()),
                        new JwtClaimValidator<Collection<String>>(
                                "aud",
                                audience ->
                                        audience != null
                                                && audience.contains(settings.audience()))));
        return made;
    }
}
