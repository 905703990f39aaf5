package io.stacklens.pipeline.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.stacklens.model.access.Role;

import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;

/** Checks the access tokens that the dashboard signs; see {@link TokenClaims} for what they say. */
final class TokenVerifier {

    private final AccessState state;
    private final InstantSource clock;

    TokenVerifier(AccessState state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
    }

    /** The user, and when the token was made. */
    record Signed(Caller caller, Instant issuedAt) {}

    Signed verify(SignedJWT token, String written) throws InvalidTokenException {
        try {
            requireSignature(token);
            JWTClaimsSet claims = token.getJWTClaimsSet();
            Date expiry = claims.getExpirationTime();
            if (expiry == null || !clock.instant().isBefore(expiry.toInstant())) {
                throw new InvalidTokenException("the token has expired");
            }
            if (!claims.getAudience().contains(TokenClaims.AUDIENCE)) {
                throw new InvalidTokenException("the token is for somebody else");
            }
            Caller caller =
                    Caller.ofUser(
                            Objects.requireNonNull(claims.getSubject()),
                            Role.valueOf(
                                    claims.getStringClaim(TokenClaims.ROLE)
                                            .toUpperCase(Locale.ROOT)),
                            written,
                            expiry.toInstant().toEpochMilli(),
                            session(claims));
            return new Signed(
                    caller, Instant.ofEpochMilli(claims.getLongClaim(TokenClaims.ISSUED_MILLIS)));
        } catch (ParseException
                | JOSEException
                | IllegalArgumentException
                | NullPointerException e) {
            throw new InvalidTokenException("the token cannot be read");
        }
    }

    /** 0 for a token of before sessions were named in them. */
    private static long session(JWTClaimsSet claims) throws ParseException {
        Long session = claims.getLongClaim(TokenClaims.SESSION);
        return session == null ? 0 : session;
    }

    private void requireSignature(SignedJWT token) throws JOSEException, InvalidTokenException {
        ECPublicKey key = state.signingKey(String.valueOf(token.getHeader().getKeyID()));
        if (key == null
                || !JWSAlgorithm.ES256.equals(token.getHeader().getAlgorithm())
                || !token.verify(new ECDSAVerifier(key))) {
            throw new InvalidTokenException("the token is not signed by this platform");
        }
    }
}
