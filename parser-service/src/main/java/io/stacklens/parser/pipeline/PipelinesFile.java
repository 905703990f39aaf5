package io.stacklens.parser.pipeline;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The pipelines of a file, read again whenever its bytes change. A file that is wrong or away
 * leaves those in force that were read last; {@link #state} then says what is wrong. Thread-safe.
 */
public final class PipelinesFile implements Supplier<Pipelines> {

    private static final Logger log = LoggerFactory.getLogger(PipelinesFile.class);
    private static final int MOST_BYTES = 1 << 20;

    private final @Nullable Path file;
    private final PipelinesReader reader;
    private final InstantSource clock;

    private volatile Pipelines inForce = Pipelines.NONE;
    private volatile State state;
    private byte @Nullable [] seen;

    /**
     * What is in force.
     *
     * @param file null when none is set
     * @param names of the pipelines, in order
     * @param loadedAt when they were read; null when none were
     * @param error why the file, as it is now, was refused; null when it was not
     */
    public record State(
            @Nullable String file,
            List<String> names,
            @Nullable Instant loadedAt,
            @Nullable String error,
            @Nullable Instant errorAt,
            long loads,
            long refusals) {}

    /** The pipelines of a file, or none without one. */
    public PipelinesFile(@Nullable Path file, PipelinesReader reader, InstantSource clock) {
        this.file = file;
        this.reader = reader;
        this.clock = clock;
        String name = file == null ? null : file.toString();
        state = new State(name, List.of(), null, null, null, 0, 0);
    }

    /**
     * Reads the file for the first time.
     *
     * @throws InvalidPipelinesException if it is wrong: then there is nothing that could stay in
     *     force
     */
    public void load() {
        look();
        String error = state.error();
        if (error != null) {
            throw new InvalidPipelinesException(error);
        }
    }

    @Override
    public Pipelines get() {
        return inForce;
    }

    public State state() {
        return state;
    }

    /** Looks whether the file has changed, and reads it if so. */
    public synchronized void look() {
        if (file == null) {
            return;
        }
        byte[] bytes;
        try {
            bytes = bytes(file);
        } catch (NoSuchFileException e) {
            refuse("no such file (expected: the pipelines, or the setting left out)", null);
            return;
        } catch (IOException e) {
            refuse("cannot be read: " + e.getMessage(), null);
            return;
        }
        if (seen != null && Arrays.equals(seen, bytes)) {
            return;
        }
        try {
            take(reader.read(text(bytes)), bytes);
        } catch (InvalidPipelinesException e) {
            refuse(String.valueOf(e.getMessage()), bytes);
        }
    }

    private void take(Pipelines pipelines, byte[] bytes) {
        seen = bytes;
        inForce = pipelines;
        State last = state;
        state =
                new State(
                        last.file(),
                        pipelines.names(),
                        clock.instant(),
                        null,
                        null,
                        last.loads() + 1,
                        last.refusals());
        log.atInfo()
                .addKeyValue("file", last.file())
                .addKeyValue("pipelines", pipelines.names())
                .log("pipelines are in force");
    }

    /** Says it once for each content of the file. */
    private void refuse(String problem, byte @Nullable [] bytes) {
        State last = state;
        String error = "%s: %s".formatted(last.file(), problem);
        boolean isNew = bytes != null || !error.equals(last.error());
        seen = bytes;
        if (!isNew) {
            return;
        }
        state =
                new State(
                        last.file(),
                        last.names(),
                        last.loadedAt(),
                        error,
                        clock.instant(),
                        last.loads(),
                        last.refusals() + 1);
        log.atError()
                .addKeyValue("error", error)
                .addKeyValue("in_force", last.names())
                .log("pipelines are refused, those read before stay in force");
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("over 1 MiB");
            }
            return bytes;
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidPipelinesException("not UTF-8 (expected: YAML in UTF-8)");
        }
    }
}
