package io.stacklens.collector.spool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/**
 * What a spool remembers of itself, in the file {@code identity}.
 *
 * @param id names it in Kafka, and its batches in the files
 * @param firstSequence of the process that has it open
 * @param partitions how many there were last time; 0 when that is not known yet
 */
record SpoolIdentity(UUID id, long firstSequence, int partitions) {

    private static final String FILE = "identity";

    /** More batches than a process sends in its life: 13 years at ten a second. */
    private static final long SEQUENCES_OF_A_PROCESS = 1L << 32;

    /** A millisecond has room for so many sequences. */
    private static final int SEQUENCE_BITS = 20;

    static SpoolIdentity read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return lost(directory);
        }
        Properties properties = new Properties();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        try {
            return new SpoolIdentity(
                    UUID.fromString(properties.getProperty("id", "")),
                    Long.parseLong(properties.getProperty("sequence", "")),
                    Integer.parseInt(properties.getProperty("partitions", "")));
        } catch (IllegalArgumentException _) {
            return lost(directory);
        }
    }

    /** Found again in the head of a segment; a new one when there is none. */
    private static SpoolIdentity lost(Path directory) throws IOException {
        List<Path> segments = Spool.segmentFiles(directory);
        if (segments.isEmpty()) {
            return new SpoolIdentity(UUID.randomUUID(), 0, 0);
        }
        int partitions = 0;
        for (Path segment : segments) {
            partitions = Math.max(partitions, partitionOf(segment) + 1);
        }
        return new SpoolIdentity(SegmentLayout.idIn(segments.getFirst()), 0, partitions);
    }

    private static int partitionOf(Path segment) {
        return Integer.parseInt(segment.getName(segment.getNameCount() - 2).toString());
    }

    /**
     * The identity in a process that starts now. The clock alone could have been set back, and the
     * file alone could be an old copy.
     */
    SpoolIdentity started(long nowMillis) {
        return after(Math.max(nowMillis << SEQUENCE_BITS, firstSequence + SEQUENCES_OF_A_PROCESS));
    }

    SpoolIdentity after(long sequence) {
        return new SpoolIdentity(id, Math.max(firstSequence, sequence + 1), partitions);
    }

    SpoolIdentity withPartitions(int count) {
        return new SpoolIdentity(id, firstSequence, count);
    }

    /** Writes it so that a crash leaves either the old one or the new one. */
    void write(Path directory) throws IOException {
        StringWriter text = new StringWriter();
        Properties properties = new Properties();
        properties.setProperty("id", id.toString());
        properties.setProperty("sequence", Long.toString(firstSequence));
        properties.setProperty("partitions", Integer.toString(partitions));
        properties.store(text, null);
        Path next = directory.resolve(FILE + ".next");
        try (FileChannel channel =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        PartitionSpool.forceDirectory(directory);
    }
}
