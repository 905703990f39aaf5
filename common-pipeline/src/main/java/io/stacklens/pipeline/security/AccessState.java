package io.stacklens.pipeline.security;

import io.stacklens.model.access.AccessList;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The last access list that this service has heard of, ready to be asked. Thread-safe. */
public final class AccessState {

    private static final Logger log = LoggerFactory.getLogger(AccessState.class);

    private volatile @Nullable Known known;

    private record Known(
            long revision,
            Map<String, AccessList.Key> keys,
            Map<String, ECPublicKey> signingKeys,
            Map<String, Instant> revocations,
            Set<Long> endedSessions) {}

    /** Takes the place of what was known before. */
    public void set(AccessList list) {
        Known before = known;
        if (before != null && before.revision() == list.revision()) {
            return;
        }
        Map<String, AccessList.Key> keys = new HashMap<>();
        list.keys().forEach(key -> keys.put(key.hash(), key));
        Map<String, ECPublicKey> signingKeys = new HashMap<>();
        list.signingKeys()
                .forEach(
                        key -> {
                            ECPublicKey read = read(key);
                            if (read != null) {
                                signingKeys.put(key.id(), read);
                            }
                        });
        Map<String, Instant> revocations = new HashMap<>();
        list.revocations().forEach(r -> revocations.put(r.username(), r.notBefore()));
        known =
                new Known(
                        list.revision(),
                        keys,
                        signingKeys,
                        revocations,
                        Set.copyOf(list.endedSessions()));
    }

    /** Whether any list was heard of; before that nobody can be let in or refused. */
    public boolean isKnown() {
        return known != null;
    }

    /** The key with this hash, if it counts. */
    AccessList.@Nullable Key key(String hash) {
        Known now = known;
        return now == null ? null : now.keys().get(hash);
    }

    @Nullable ECPublicKey signingKey(String id) {
        Known now = known;
        return now == null ? null : now.signingKeys().get(id);
    }

    /** Whether a token of that time does not count any more. */
    boolean isRevoked(String username, Instant issuedAt) {
        Known now = known;
        Instant notBefore = now == null ? null : now.revocations().get(username);
        return notBefore != null && issuedAt.isBefore(notBefore);
    }

    /** Whether the tokens of a session do not count any more. */
    boolean isEnded(long session) {
        Known now = known;
        return now != null && now.endedSessions().contains(session);
    }

    /** Which list it is; -1 before the first. */
    long revision() {
        Known now = known;
        return now == null ? -1 : now.revision();
    }

    private static @Nullable ECPublicKey read(AccessList.SigningKey key) {
        try {
            byte[] encoded = Base64.getDecoder().decode(key.publicKey());
            return (ECPublicKey)
                    KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException
                | IllegalArgumentException
                | ClassCastException
                | NoSuchAlgorithmException e) {
            log.atWarn().addKeyValue("key", key.id()).setCause(e).log("not a signing key");
            return null;
        }
    }
}
