package io.stacklens.enrichment.geo;

import com.maxmind.db.Reader;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A database file in MaxMind's format, mapped into memory. Thread-safe. */
final class GeoDatabase implements Closeable {

    private final Reader reader;

    private GeoDatabase(Reader reader) {
        this.reader = reader;
    }

    /**
     * Opens a file.
     *
     * @throws IllegalArgumentException if there is no such file or it is no database
     */
    static GeoDatabase open(String setting, Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: a readable file)".formatted(setting, file));
        }
        try {
            return new GeoDatabase(new Reader(file.toFile()));
        } catch (IOException e) {
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

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
