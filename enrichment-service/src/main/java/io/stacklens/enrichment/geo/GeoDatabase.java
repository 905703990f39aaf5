package io.stacklens.enrichment.geo;

import com.maxmind.db.Reader;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A database in MaxMind's format, mapped into memory from a copy of its file: whoever replaces the
 * file may overwrite it in place, and what is mapped must not change. Thread-safe.
 */
final class GeoDatabase {

    /** Addresses that are looked up before a database comes into force. */
    private static final int PROBES = 256;

    private final Reader reader;

    private GeoDatabase(Reader reader) {
        this.reader = reader;
    }

    /**
     * Opens a file.
     *
     * @throws IllegalArgumentException if there is no such file or it is no sound database
     */
    static GeoDatabase open(String setting, Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: a readable file)".formatted(setting, file));
        }
        try {
            GeoDatabase database = new GeoDatabase(mapped(file));
            database.probe();
            return database;
        } catch (IOException | RuntimeException e) { // a damaged file fails in many ways
            throw new IllegalArgumentException(
                    "%s: %s (expected: a database in MaxMind's format)".formatted(setting, file),
                    e);
        }
    }

    /** What the database says of an address, or null. */
    @Nullable Map<?, ?> find(InetAddress address) {
        if (address instanceof Inet6Address && reader.getMetadata().ipVersion() == 4) {
            return null;
        }
        try {
            return reader.get(address, Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException("geo database is damaged", e);
        }
    }

    String description() {
        return "%s of %s"
                .formatted(reader.getMetadata().databaseType(), reader.getMetadata().buildTime());
    }

    private static Reader mapped(Path file) throws IOException {
        Path copy = Files.createTempFile("stacklens-geo-", ".mmdb");
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            return new Reader(copy.toFile());
        } finally {
            // What is mapped stays until nobody uses it any more.
            Files.delete(copy);
        }
    }

    private void probe() throws IOException {
        for (int probe = 0; probe < PROBES; probe++) {
            byte[] address = {(byte) probe, (byte) (probe * 37), (byte) (probe * 91), 1};
            find(InetAddress.getByAddress(address));
        }
    }
}
