package io.stacklens.embedded;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * The PostgreSQL programs together with the extension that {@code scripts/timescaledb} has
 * prepared. The extension may want a newer C library than the machine has, so the server is started
 * by the loader that was prepared with it.
 */
final class ExtendedPostgres {

    private static final Logger log = LoggerFactory.getLogger(ExtendedPostgres.class);

    private ExtendedPostgres() {}

    /** Returns the directory that holds both; it is made once for each pair of versions. */
    static Path in(Path cacheDir, Path programs, Path extension) throws IOException {
        String version = Files.readString(extension.resolve("version")).strip();
        Path home = cacheDir.resolve("%s-%s".formatted(programs.getFileName(), version));
        if (Files.isExecutable(home.resolve("bin/postgres"))) {
            return home;
        }
        log.atInfo().addKeyValue("into", home).log("adding TimescaleDB to PostgreSQL, once");
        Path fresh = Files.createTempDirectory(cacheDir, "extending-");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        copyTree(programs, fresh);
        copyTree(extension.resolve("lib"), fresh.resolve("lib/postgresql"));
        copyTree(extension.resolve("extension"), fresh.resolve("share/postgresql/extension"));
        copyTree(extension.resolve("glibc"), fresh.resolve("glibc"));
        startByLoader(fresh, Files.readString(extension.resolve("loader")).strip());
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            PostgresBinaries.deleteTree(fresh);
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                throw e;
            }
            // Another process was faster; what it made is the same.
        }
        return home;
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path source : tree.toList()) {
                Path target = to.resolve(from.relativize(source).toString());
                if (!Files.isDirectory(source)) {
                    Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
                } else if (!Files.isDirectory(target)) {
                    Files.createDirectories(target);
                }
            }
        }
    }

    /** Puts a script in the server's place; the server finds its files by the name it is given. */
    private static void startByLoader(Path home, String loader) throws IOException {
        Path server = home.resolve("bin/postgres");
        Files.move(server, home.resolve("bin/postgres.program"));
        Files.writeString(
                server,
                """
                #!/bin/sh
                home=$(dirname "$(dirname "$(readlink -f "$0")")")
                exec "$home/glibc/%s" --argv0 "$home/bin/postgres" --library-path "$home/glibc:$home/lib" \\
                    "$home/bin/postgres.program" "$@"
                """
                        .formatted(loader));
        for (Path program : new Path[] {server, home.resolve("glibc/" + loader)}) {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
