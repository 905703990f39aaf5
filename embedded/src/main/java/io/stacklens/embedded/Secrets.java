package io.stacklens.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The random passwords of one database server, made at its first start and kept beside its data
 * where only the owner of the directory can read them.
 */
record Secrets(String superuser, String owner, String app, String query) {

    static Secrets loadOrMake(Path file) throws IOException {
        Properties kept = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                kept.load(in);
            }
        } else {
            SecureRandom random = new SecureRandom();
            for (String role : new String[] {"superuser", "owner", "app", "query"}) {
                byte[] bytes = new byte[24];
                random.nextBytes(bytes);
                kept.setProperty(role, HexFormat.of().formatHex(bytes));
            }
            save(kept, file);
        }
        return new Secrets(
                required(kept, "superuser", file),
                required(kept, "owner", file),
                required(kept, "app", file),
                required(kept, "query", file));
    }

    private static void save(Properties passwords, Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(fresh)) {
            passwords.store(out, null);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String required(Properties kept, String role, Path file) throws IOException {
        String password = kept.getProperty(role);
        if (password == null) {
            throw new IOException("no password of %s in %s".formatted(role, file));
        }
        return password;
    }

    @Override
    public String toString() {
        return "Secrets[hidden]";
    }
}
