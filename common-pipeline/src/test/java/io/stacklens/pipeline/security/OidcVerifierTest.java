package io.stacklens.pipeline.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

import io.stacklens.model.access.AccessList;
import io.stacklens.model.access.Role;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Tokens of a provider that publishes its keys over HTTP, as real ones do. */
class OidcVerifierTest {

    private static RSAKey key;
    private static HttpServer server;
    private static String issuer;

    @BeforeAll
    static void publish() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("provider-1").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://localhost:" + server.getAddress().getPort() + "/realms/ops";
        serve(
                "/realms/ops/.well-known/openid-configuration",
                """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "subject_types_supported": ["public"],
                 "authorization_endpoint": "%1$s/auth", "response_types_supported": ["code"]}\
                """
                        .formatted(issuer));
        serve("/realms/ops/keys", new JWKSet(key.toPublicJWK()).toString());
        server.start();
    }

    private static void serve(String path, String json) {
        server.createContext(
                path,
                exchange -> {
                    byte[] body = json.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void findsTheKeysByTheIssuer() throws Exception {
        Caller caller =
                accepted(
                        verifier("roles"),
                        token(claims().claim("roles", List.of("x", "operator"))));

        assertThat(caller.getName()).isEqualTo("grace");
        assertThat(caller.role()).contains(Role.OPERATOR);
        assertThat(caller.means()).isEqualTo(Caller.Means.OIDC);
    }

    @Test
    void takesTheKeysFromAGivenAddress() throws Exception {
        OidcVerifier verifier =
                new OidcVerifier(
                        Settings.of(
                                        "oidc.issuer",
                                        issuer,
                                        "oidc.audience",
                                        "stacklens-api",
                                        "oidc.jwks-uri",
                                        issuer + "/keys")
                                .oidc());

        assertThat(accepted(verifier, token(claims().claim("roles", "viewer"))).role())
                .contains(Role.VIEWER);
    }

    @Test
    void findsRolesInsideOfObjectsAndTakesTheHighest() throws Exception {
        String token =
                token(claims().claim("realm_access", Map.of("roles", List.of("viewer", "admin"))));

        assertThat(accepted(verifier("realm_access.roles"), token).role()).contains(Role.ADMIN);
    }

    @Test
    void givesWhoHasNoKnownRoleNothing() throws Exception {
        Caller caller = accepted(verifier("roles"), token(claims().claim("roles", "guest")));

        assertThat(caller.role()).isEmpty();
        assertThat(caller.has(Access.READ)).isFalse();
    }

    @Test
    void refusesOtherAudiencesIssuersTimesAndSignatures() throws Exception {
        OidcVerifier verifier = verifier("roles");

        assertRefused(verifier, token(claims().audience("shop")));
        assertRefused(verifier, token(claims().audience((String) null)));
        assertRefused(verifier, token(claims().issuer("http://evil.example")));
        assertRefused(verifier, token(claims().expirationTime(seconds(-600))));
        assertRefused(verifier, token(claims().notBeforeTime(seconds(600))));
        assertRefused(
                verifier,
                signed(claims(), new RSAKeyGenerator(2048).keyID("provider-1").generate()));
    }

    @Test
    void decidesNothingWhileTheProviderIsAway() throws Exception {
        OidcVerifier verifier =
                new OidcVerifier(
                        Settings.of(
                                        "oidc.issuer", issuer,
                                        "oidc.audience", "stacklens-api",
                                        "oidc.jwks-uri", "http://localhost:1/keys")
                                .oidc());

        assertThat(verifier.verify(token(claims()))).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void isAskedByTheIssuerThatATokenNames() throws Exception {
        AccessState state = new AccessState();
        state.set(new AccessList(1, List.of(), List.of(), List.of(), List.of()));
        Authenticator authenticator =
                new Authenticator(
                        state,
                        new UsedKeys(),
                        Settings.of("oidc.issuer", issuer, "oidc.audience", "stacklens-api").oidc(),
                        Clock.systemUTC());

        assertThat(authenticator.verify(token(claims()))).isInstanceOf(Verdict.Accepted.class);
        assertThat(authenticator.verify(token(claims().issuer("http://evil.example"))))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void needsAnAudience() {
        assertThatThrownBy(() -> Settings.of("oidc.issuer", issuer))
                .rootCause()
                .hasMessageContaining("oidc.audience");
    }

    private static OidcVerifier verifier(String roleClaim) {
        return new OidcVerifier(
                Settings.of(
                                "oidc.issuer", issuer,
                                "oidc.audience", "stacklens-api",
                                "oidc.role-claim", roleClaim)
                        .oidc());
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("stacklens-api")
                .subject("4711")
                .claim("preferred_username", "grace")
                .expirationTime(seconds(600));
    }

    private static Date seconds(long fromNow) {
        return Date.from(Instant.now().plusSeconds(fromNow));
    }

    private static String token(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(claims, key);
    }

    private static String signed(JWTClaimsSet.Builder claims, RSAKey with) throws JOSEException {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(with.getKeyID()).build(),
                        claims.build());
        token.sign(new RSASSASigner(with));
        return token.serialize();
    }

    private static Caller accepted(OidcVerifier verifier, String token) {
        Verdict verdict = verifier.verify(token);
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        return ((Verdict.Accepted) verdict).caller();
    }

    private static void assertRefused(OidcVerifier verifier, String token) throws IOException {
        assertThat(verifier.verify(token)).isInstanceOf(Verdict.Refused.class);
    }
}
