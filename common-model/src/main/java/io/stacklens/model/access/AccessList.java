package io.stacklens.model.access;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * All that a service needs to check credentials without the database. It holds no secret: keys are
 * hashed, and signing keys are their public halves.
 *
 * @param revision grows with each change
 * @param keys the API keys that count
 * @param signingKeys what access tokens are signed with
 * @param revocations users whose tokens of before a time do not count any more
 * @param endedSessions sessions whose tokens do not count any more
 */
public record AccessList(
        long revision,
        List<Key> keys,
        List<SigningKey> signingKeys,
        List<Revocation> revocations,
        List<Long> endedSessions) {

    public AccessList {
        keys = List.copyOf(keys);
        signingKeys = List.copyOf(signingKeys);
        revocations = List.copyOf(revocations);
        // A list that an earlier version has written has none.
        endedSessions = endedSessions == null ? List.of() : List.copyOf(endedSessions);
    }

    /**
     * An API key.
     *
     * @param hash SHA-256 of the whole key, in hexadecimal digits
     * @param expiresAt from when on it does not count, or null
     */
    public record Key(
            long id, String name, String hash, Set<Scope> scopes, @Nullable Instant expiresAt) {

        public Key {
            scopes = Set.copyOf(scopes);
        }
    }

    /**
     * The public half of a key on the curve P-256.
     *
     * @param id the {@code kid} of the tokens
     * @param publicKey its X.509 form in Base64
     * @param expiresAt when the last token that was signed with it has expired
     */
    public record SigningKey(String id, String publicKey, Instant expiresAt) {}

    /** Tokens of this user count only from that time on. */
    public record Revocation(String username, Instant notBefore) {}
}
