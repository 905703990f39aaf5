package io.stacklens.dashboard.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.stacklens.dashboard.access.SigningKeys;
import io.stacklens.model.access.Role;
import io.stacklens.pipeline.security.SecurityProperties;
import io.stacklens.pipeline.security.TokenClaims;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;

/** Signs what a user shows with each request: who it is, in which role, until when. */
@Component
class AccessTokens {

    private final SigningKeys keys;
    private final InstantSource clock;
    private final Duration lifetime;

    AccessTokens(SigningKeys keys, InstantSource clock, SecurityProperties properties) {
        this.keys = keys;
        this.clock = clock;
        this.lifetime = properties.tokens().accessFor();
    }

    /**
     * Signs one.
     *
     * @param loginAt by the database's clock, which revocations go by
     * @param session with whose end it ends
     */
    String sign(String username, Role role, Instant loginAt, long session) {
        SigningKeys.Pair key = keys.current().orElseThrow(NotReadyException::new);
        Instant now = clock.instant();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer(TokenClaims.ISSUER)
                        .audience(TokenClaims.AUDIENCE)
                        .subject(username)
                        .claim(TokenClaims.ROLE, role.lowerCase())
                        .claim(TokenClaims.ISSUED_MILLIS, loginAt.plusNanos(999_999).toEpochMilli())
                        .claim(TokenClaims.SESSION, session)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(lifetime)))
                        .jwtID(UUID.randomUUID().toString())
                        .build();
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.id()).build(), claims);
        try {
            token.sign(new ECDSASigner(key.privateKey()));
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign with a key of our own", e);
        }
        return token.serialize();
    }

    long lifetimeSeconds() {
        return lifetime.toSeconds();
    }

    /** There is no signing key yet: the database was not reached since the start. */
    static final class NotReadyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotReadyException() {
            super("nobody can sign in yet: there is no signing key until the database answers");
        }
    }
}
