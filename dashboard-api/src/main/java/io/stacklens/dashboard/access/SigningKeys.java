package io.stacklens.dashboard.access;

import io.stacklens.dashboard.sql.Columns;
import io.stacklens.pipeline.security.SecurityProperties;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys that this instance signs access tokens with. A private key is made in memory and never
 * leaves it; the public half goes to the database, where everybody finds it, and stays there until
 * the last token that was signed with it has expired.
 */
@Component
public class SigningKeys {

    /** The others have heard of a key after this time. */
    private static final Duration KNOWN_AFTER = Duration.ofSeconds(10);

    private static final Duration SLACK = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final SecurityProperties.Tokens settings;

    private volatile @Nullable Pair current;
    private @Nullable Pair next;

    SigningKeys(JdbcClient jdbc, InstantSource clock, SecurityProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = properties.tokens();
    }

    /** A key to sign with, and the id that its tokens name. */
    public record Pair(String id, ECPrivateKey privateKey, Instant madeAt) {

        @Override
        public String toString() {
            return "Pair[" + id + "]";
        }
    }

    /** The key in use; empty before the database was reached for the first time. */
    public Optional<Pair> current() {
        return Optional.ofNullable(current);
    }

    /** Makes the first key, and the next one in time. */
    synchronized void renew() {
        Instant now = clock.instant();
        Pair signing = current;
        Pair waiting = next;
        if (signing == null) {
            current = make(now);
        } else if (waiting != null && !now.isBefore(waiting.madeAt().plus(KNOWN_AFTER))) {
            current = waiting;
            next = null;
        } else if (waiting == null && !now.isBefore(signing.madeAt().plus(settings.keyFor()))) {
            next = make(now);
        }
    }

    private Pair make(Instant now) {
        KeyPair keys = generate();
        Pair pair = new Pair(UUID.randomUUID().toString(), (ECPrivateKey) keys.getPrivate(), now);
        jdbc.sql(
                        "insert into signing_keys (id, public_key, expires_at) values (:id, :key,"
                                + " :expiry)")
                .param("id", pair.id())
                .param("key", Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()))
                .param(
                        "expiry",
                        Columns.timestamp(
                                now.plus(settings.keyFor()).plus(settings.accessFor()).plus(SLACK)))
                .update();
        return pair;
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has the curve P-256", e);
        }
    }
}
