package io.stacklens.collector.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The spool's directory: a spool for each partition, and what they have in common. */
public final class Spool implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Spool.class);

    private final Path directory;
    private final SpoolProperties properties;
    private final FileChannel lockFile;
    private final SpoolSpace space;
    private final SpoolCounts counts = new SpoolCounts();
    private final List<PartitionSpool> partitions = new ArrayList<>();
    private SpoolIdentity identity;

    private Spool(
            SpoolProperties properties,
            FileChannel lockFile,
            SpoolSpace space,
            SpoolIdentity identity) {
        this.directory = properties.directory();
        this.properties = properties;
        this.lockFile = lockFile;
        this.space = space;
        this.identity = identity;
    }

    /** Opens the directory, or makes it; a second process that tries to is refused. */
    public static Spool open(SpoolProperties properties, InstantSource clock) {
        Path directory = properties.directory();
        try {
            Files.createDirectories(directory);
            FileChannel lockFile = lock(directory);
            SpoolSpace space =
                    new SpoolSpace(
                            properties.maxSize().toBytes(),
                            properties.minFree().toBytes(),
                            SpoolSpace.freeBytesOf(Files.getFileStore(directory)));
            SpoolIdentity identity = SpoolIdentity.read(directory).started(clock.millis());
            Spool spool = new Spool(properties, lockFile, space, identity);
            for (int number = 0; number < identity.partitions(); number++) {
                spool.partitions.add(spool.openPartition(number));
            }
            spool.identity =
                    identity.after(
                            spool.partitions.stream()
                                    .mapToLong(PartitionSpool::lastSequence)
                                    .max()
                                    .orElse(0));
            spool.identity.write(directory);
            if (spool.space.used() > 0) {
                log.atInfo()
                        .addKeyValue("directory", directory)
                        .addKeyValue("logRecords", spool.logRecords())
                        .log("an earlier process has left lines in the spool");
            }
            return spool;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the spool in " + directory, e);
        }
    }

    /** Names this spool in Kafka, over all restarts. */
    public String id() {
        return identity.id().toString();
    }

    /** Greater than all sequences that were ever given to a batch of this spool before. */
    public long firstSequence() {
        return identity.firstSequence();
    }

    /** A spool for each partition of the topic; none before their number is known. */
    public synchronized List<PartitionSpool> partitions() {
        return List.copyOf(partitions);
    }

    /** Notes how many partitions there are; there are never fewer than before. */
    public synchronized List<PartitionSpool> partitions(int count) {
        if (count > partitions.size()) {
            try {
                for (int number = partitions.size(); number < count; number++) {
                    partitions.add(openPartition(number));
                }
                identity = identity.withPartitions(count);
                identity.write(directory);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot open the spool in " + directory, e);
            }
        }
        return partitions();
    }

    /** Why no more lines should be taken, or an empty string. */
    public String refusal() {
        return space.refusal();
    }

    public SpoolCounts counts() {
        return counts;
    }

    public long bytes() {
        return space.used();
    }

    public long logRecords() {
        return partitions().stream().mapToLong(PartitionSpool::logRecords).sum();
    }

    /** When the oldest batch was written, in milliseconds since the epoch; 0 when there is none. */
    public long oldest() {
        return partitions().stream()
                .mapToLong(PartitionSpool::oldest)
                .filter(time -> time > 0)
                .min()
                .orElse(0);
    }

    @Override
    public synchronized void close() {
        try {
            for (PartitionSpool partition : partitions) {
                partition.close();
            }
            lockFile.close();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("spool not closed");
        }
    }

    private PartitionSpool openPartition(int number) throws IOException {
        return PartitionSpool.open(
                directory.resolve(Integer.toString(number)),
                directory.resolve("damaged"),
                number,
                identity.id(),
                properties.segmentSize().toBytes(),
                space,
                counts);
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException _) { // held within this process
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IllegalStateException(
                    "the spool directory %s is used by another collector (expected: one of its own)"
                            .formatted(directory));
        }
        return channel;
    }

    /** The segment files of all partitions, in no order. */
    static List<Path> segmentFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.filter(Segment::isSegment).toList();
        }
    }
}
