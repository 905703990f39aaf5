package io.stacklens.enrichment.geo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * A database file that operators replace while the service runs.
 *
 * @param setting that names it, for messages
 */
record GeoFile(String setting, Path path) {

    /** What tells two contents of a file apart without reading them. */
    record Stamp(Path file, long size, FileTime modified, String key) {}

    /** The stamp of what is there now; a link counts as what it leads to. */
    Stamp stamp() throws IOException {
        Path real = path.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        return new Stamp(
                real,
                attributes.size(),
                attributes.lastModifiedTime(),
                String.valueOf(attributes.fileKey()));
    }

    /** Opens what is there now. */
    GeoDatabase open() {
        return GeoDatabase.open(setting, path);
    }
}
