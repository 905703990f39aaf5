package io.stacklens.pipeline.security;

import io.stacklens.model.access.AccessList;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The last access list on disk, for a start while Kafka is away. Only its owner can read it. */
final class RememberedAccess {

    private static final Logger log = LoggerFactory.getLogger(RememberedAccess.class);

    private final @Nullable Path file;
    private long writtenRevision = -1;

    RememberedAccess(@Nullable Path file) {
        this.file = file;
    }

    Optional<AccessList> read() {
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), AccessList.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException
                | JacksonException
                | IllegalArgumentException
                | NullPointerException e) {
            log.atWarn().addKeyValue("file", file).setCause(e).log("keys cannot be read");
            return Optional.empty();
        }
    }

    /** What is there already is not written again. */
    void write(AccessList list) {
        if (file == null || list.revision() == writtenRevision) {
            return;
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Files.deleteIfExists(fresh);
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, Json.write(list));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            writtenRevision = list.revision();
        } catch (IOException e) {
            log.atWarn().addKeyValue("file", file).setCause(e).log("keys cannot be remembered");
        }
    }
}
