package io.stacklens.embedded;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Where data and programs go: below the given directory and in {@code ~/.cache}, or, when the
 * server runs as another user who cannot reach those, below {@code /var/lib/stacklens}.
 */
final class PostgresPlaces {

    private static final Path SHARED = Path.of("/var/lib/stacklens");

    private PostgresPlaces() {}

    static Path data(Path root, ServerUser user) throws IOException {
        return user.reaches(root)
                ? root.resolve("data")
                : shared("data-" + fingerprint(root)).resolve("data");
    }

    static Path programs(@Nullable Path extension, Path root, ServerUser user) throws IOException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "stacklens");
        try {
            Files.createDirectories(cache);
        } catch (IOException e) {
            cache = root; // a user without a home
        }
        Path place = user.reaches(cache) ? cache : shared("programs");
        Path programs = PostgresBinaries.unpack(place);
        return extension == null ? programs : ExtendedPostgres.in(place, programs, extension);
    }

    private static Path shared(String name) throws IOException {
        Path directory = Files.createDirectories(SHARED.resolve(name));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        return directory;
    }

    private static String fingerprint(Path root) {
        CRC32 crc = new CRC32();
        crc.update(root.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
