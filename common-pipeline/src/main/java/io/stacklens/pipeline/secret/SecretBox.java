package io.stacklens.pipeline.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts texts for storage (AES-256-GCM) and opens them again. What was sealed opens only in the
 * context it was sealed for, so a secret cannot be moved to another row.
 */
public final class SecretBox {

    private static final String VERSION = "v1.";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Supplier<SecretKey> key;

    /**
     * A box.
     *
     * @param key asked at each use; throws {@link SecretsUnusableException} while there is none
     */
    SecretBox(Supplier<SecretKey> key) {
        this.key = key;
    }

    /** A box with a key made of a text of 32 characters or more. */
    public static SecretBox ofText(String text) {
        SecretKey key = SecretKeys.ofText(text);
        return new SecretBox(() -> key);
    }

    /**
     * Encrypts.
     *
     * @param context names the place where it is stored
     * @throws SecretsUnusableException if there is no key
     */
    public String seal(String secret, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, context);
            byte[] sealed = cipher.doFinal(secret.getBytes(UTF_8));
            byte[] whole =
                    ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array();
            return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing", e);
        }
    }

    /**
     * Decrypts.
     *
     * @throws SecretsUnusableException if there is no key, or it is another than the one it was
     *     sealed with
     */
    public String open(String sealed, String context) {
        try {
            if (!sealed.startsWith(VERSION)) {
                throw new IllegalArgumentException("no " + VERSION);
            }
            byte[] whole = Base64.getUrlDecoder().decode(sealed.substring(VERSION.length()));
            byte[] nonce = new byte[NONCE_BYTES];
            ByteBuffer rest = ByteBuffer.wrap(whole).get(nonce);
            byte[] text = new byte[rest.remaining()];
            rest.get(text);
            return new String(cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(text), UTF_8);
        } catch (GeneralSecurityException
                | IllegalArgumentException
                | java.nio.BufferUnderflowException e) {
            throw new SecretsUnusableException(
                    "a stored secret does not open (expected: the same STACKLENS_SECRET_KEY, or"
                            + " stacklens.secrets.key-file, in every service and since it was"
                            + " stored; else enter the secret again)",
                    e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key.get(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(UTF_8));
        return cipher;
    }
}
