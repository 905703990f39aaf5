package io.stacklens.pipeline.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;

import io.stacklens.model.access.AccessList;
import io.stacklens.pipeline.security.TokenVerifier.Signed;

import org.jspecify.annotations.Nullable;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * Says who somebody is by an API key, an access token of ours or a token of the identity provider.
 * A key costs a hash and a look-up. The signature of a token is checked once; whether it still
 * counts, at each request.
 */
final class Authenticator {

    private static final int MOST_TOKENS = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final AccessState state;
    private final UsedKeys usedKeys;
    private final TokenVerifier tokens;
    private final @Nullable OidcVerifier provider;
    private final String issuer;
    private final InstantSource clock;

    private final Cache<String, Signed> verified =
            Caffeine.newBuilder()
                    .maximumSize(MOST_TOKENS)
                    .expireAfterWrite(REMEMBERED)
                    .executor(Runnable::run)
                    .build();

    Authenticator(
            AccessState state,
            UsedKeys usedKeys,
            SecurityProperties.Oidc oidc,
            InstantSource clock) {
        this.state = state;
        this.usedKeys = usedKeys;
        this.tokens = new TokenVerifier(state, clock);
        this.provider = oidc.isUsed() ? new OidcVerifier(oidc) : null;
        this.issuer = oidc.issuer();
        this.clock = clock;
    }

    Verdict verify(String credential) {
        if (!state.isKnown()) {
            return new Verdict.Undecided("users and keys are not known yet");
        }
        return credential.startsWith(Credentials.KEY_PREFIX)
                ? verifyKey(credential)
                : verifyToken(credential);
    }

    /** Who cannot be asked about now goes on: only a clear no ends what has begun. */
    boolean stillCounts(Caller caller) {
        return caller.bearer()
                .map(this::verify)
                .filter(Verdict.Refused.class::isInstance)
                .isEmpty();
    }

    private Verdict verifyKey(String credential) {
        AccessList.Key key = state.key(Hashes.sha256(credential));
        if (key == null) {
            return new Verdict.Refused("the key is unknown or revoked");
        }
        Instant now = clock.instant();
        Instant expiry = key.expiresAt();
        if (expiry != null && !now.isBefore(expiry)) {
            return new Verdict.Refused("the key has expired");
        }
        usedKeys.used(key.id(), now);
        return new Verdict.Accepted(
                Caller.ofKey(key.id(), key.name(), Access.of(key.scopes()), credential));
    }

    private Verdict verifyToken(String credential) {
        Signed known = verified.getIfPresent(credential);
        if (known != null) {
            return counts(known);
        }
        try {
            if (!(JWTParser.parse(credential) instanceof SignedJWT token)) {
                return new Verdict.Refused("the token is not signed");
            }
            if (provider != null && issuer.equals(token.getJWTClaimsSet().getIssuer())) {
                return remember(credential, provider.verify(credential));
            }
            Signed signed = tokens.verify(token, credential);
            verified.put(credential, signed);
            return counts(signed);
        } catch (InvalidTokenException e) {
            return new Verdict.Refused(String.valueOf(e.getMessage()));
        } catch (ParseException e) {
            return new Verdict.Refused("neither a key of this platform nor a token");
        }
    }

    private Verdict remember(String credential, Verdict verdict) {
        if (verdict instanceof Verdict.Accepted(Caller caller)) {
            verified.put(credential, new Signed(caller, clock.instant()));
        }
        return verdict;
    }

    private Verdict counts(Signed signed) {
        Caller caller = signed.caller();
        if (clock.millis() >= caller.expiresAtMillis()) {
            return new Verdict.Refused("the token has expired");
        }
        boolean ours = caller.means() == Caller.Means.PASSWORD;
        if (ours && state.isRevoked(caller.getName(), signed.issuedAt())) {
            return new Verdict.Refused("the token was revoked");
        }
        OptionalLong session = caller.session();
        if (session.isPresent() && state.isEnded(session.getAsLong())) {
            return new Verdict.Refused("the one who had the token has signed out");
        }
        return new Verdict.Accepted(caller);
    }
}
