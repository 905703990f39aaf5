package io.stacklens.pipeline.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;

import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** Where the key comes from: a text that somebody set, or a file that the first who asks makes. */
final class SecretKeys {

    private static final int KEY_BYTES = 32;
    private static final int SHORTEST_TEXT = 32;

    private SecretKeys() {}

    static SecretKey ofText(String text) {
        if (text.strip().length() < SHORTEST_TEXT) {
            throw new SecretsUnusableException(
                    "STACKLENS_SECRET_KEY has %d characters (expected: %d or more, such as `openssl rand -hex 32` prints)"
                            .formatted(text.strip().length(), SHORTEST_TEXT));
        }
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(text.strip().getBytes(UTF_8))
                                    .thenExpand(
                                            "stacklens stored secrets".getBytes(US_ASCII),
                                            KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF is missing", e);
        }
    }

    /** Reads a file that only its owner can read, or makes it. Safe if several do at once. */
    static SecretKey ofFile(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return ofText(Files.readString(file));
        } catch (IOException e) {
            throw new SecretsUnusableException(
                    "the key file %s can be neither read nor made (%s); set STACKLENS_SECRET_KEY or stacklens.secrets.key-file"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static void make(Path file) throws IOException {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path fresh =
                Files.createTempFile(
                        directory,
                        file.getFileName() + ".",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, HexFormat.of().formatHex(random) + "\n");
            // Whole or not at all, and never over the file of one who was quicker.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException _) {
            // Theirs is read.
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
