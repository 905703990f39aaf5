package io.stacklens.logstore;

import io.stacklens.logstore.BlockTable.Slice;
import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.BlockDirectory;
import io.stacklens.logstore.block.BlockDirectory.Part;
import io.stacklens.logstore.block.ColumnGroup;
import io.stacklens.logstore.block.DamagedBlockException;
import io.stacklens.logstore.scan.BlockSummary;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A row of {@code log_blocks}, whose payload is fetched in parts when it is needed. */
final class StoredBlock {

    private final BlockSummary summary;
    private byte @Nullable [] directory;
    private final byte[] counts;
    private final BlockTable table;
    private @Nullable List<BlockColumns> chunks;

    StoredBlock(
            BlockSummary summary, byte @Nullable [] directory, byte[] counts, BlockTable table) {
        this.summary = summary;
        this.directory = directory;
        this.counts = counts;
        this.table = table;
    }

    /** Parts that lie side by side in a payload. */
    private record Run(List<Part> parts) {

        int offset() {
            return parts.getFirst().offset();
        }

        int end() {
            return parts.getLast().offset() + parts.getLast().stored();
        }
    }

    BlockSummary summary() {
        return summary;
    }

    /** For {@code BlockCounts}. */
    byte[] counts() {
        return counts;
    }

    /** The columns of each chunk. */
    List<BlockColumns> chunks() {
        List<BlockColumns> known = chunks;
        if (known == null) {
            BlockDirectory read = BlockDirectory.read(directory(), summary.records());
            known =
                    IntStream.range(0, read.chunkRows().size())
                            .mapToObj(chunk -> new BlockColumns(read, chunk, this::fetch))
                            .toList();
            chunks = known;
        }
        return known;
    }

    /** Bytes that {@link #fetch(BlockTable, List, Set)} would fetch of this block. */
    long missingBytes(Set<ColumnGroup> groups) {
        return missing(groups).stream().mapToLong(Part::stored).sum();
    }

    /** Forgets what was fetched; it can be fetched again. */
    void release() {
        chunks = null;
    }

    /** Fetches in one go the directories that were not fetched yet. */
    static void fetchDirectories(BlockTable table, Collection<StoredBlock> blocks) {
        List<StoredBlock> without =
                blocks.stream().filter(block -> block.directory == null).toList();
        if (!without.isEmpty()) {
            List<byte @Nullable []> fetched = table.fetchDirectories(without);
            for (int i = 0; i < without.size(); i++) {
                without.get(i).directory = fetched.get(i);
            }
        }
    }

    /** Fetches groups of several blocks in one go. What is damaged is found by who reads it. */
    static void fetch(BlockTable table, List<StoredBlock> blocks, Set<ColumnGroup> groups) {
        List<Slice> slices = new ArrayList<>();
        List<Run> runs = new ArrayList<>();
        for (StoredBlock block : blocks) {
            for (Run run : runs(block.missing(groups))) {
                runs.add(run);
                slices.add(new Slice(block, run.offset(), run.end() - run.offset()));
            }
        }
        if (slices.isEmpty()) {
            return;
        }
        List<byte @Nullable []> fetched = table.fetch(slices);
        for (int i = 0; i < slices.size(); i++) {
            byte[] bytes = fetched.get(i);
            if (bytes != null) {
                for (Part part : runs.get(i).parts()) {
                    slices.get(i)
                            .block()
                            .chunks()
                            .get(part.chunk())
                            .put(part, slice(bytes, part, runs.get(i).offset()));
                }
            }
        }
    }

    private byte[] directory() {
        byte[] known = directory;
        if (known == null) {
            throw new DamagedBlockException("no such row any more");
        }
        return known;
    }

    private List<Part> missing(Set<ColumnGroup> groups) {
        try {
            return chunks().stream()
                    .flatMap(chunk -> chunk.missing(groups).stream())
                    .sorted(Comparator.comparingInt(Part::offset))
                    .toList();
        } catch (DamagedBlockException _) {
            return List.of();
        }
    }

    /** Fetches in one go all that some chunks lack. */
    void fetchWhole(Set<Integer> numbers) {
        List<Part> missing =
                numbers.stream()
                        .flatMap(
                                number ->
                                        chunks()
                                                .get(number)
                                                .missing(EnumSet.allOf(ColumnGroup.class))
                                                .stream())
                        .sorted(Comparator.comparingInt(Part::offset))
                        .toList();
        if (!missing.isEmpty()) {
            List<byte[]> fetched = fetch(missing);
            for (int i = 0; i < missing.size(); i++) {
                chunks().get(missing.get(i).chunk()).put(missing.get(i), fetched.get(i));
            }
        }
    }

    private List<byte[]> fetch(List<Part> parts) {
        List<Run> runs = runs(parts);
        List<byte @Nullable []> fetched =
                table.fetch(
                        runs.stream()
                                .map(run -> new Slice(this, run.offset(), run.end() - run.offset()))
                                .toList());
        List<byte[]> bytes = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            byte[] run = fetched.get(i);
            if (run == null) {
                throw new DamagedBlockException("no such row any more");
            }
            for (Part part : runs.get(i).parts()) {
                bytes.add(slice(run, part, runs.get(i).offset()));
            }
        }
        return bytes;
    }

    /** Shorter than the part when the payload ends too early. */
    private static byte[] slice(byte[] run, Part part, int runOffset) {
        int start = Math.min(part.offset() - runOffset, run.length);
        return Arrays.copyOfRange(run, start, Math.min(start + part.stored(), run.length));
    }

    private static List<Run> runs(List<Part> sorted) {
        List<Run> runs = new ArrayList<>();
        for (Part part : sorted) {
            if (runs.isEmpty() || runs.getLast().end() != part.offset()) {
                runs.add(new Run(new ArrayList<>()));
            }
            runs.getLast().parts().add(part);
        }
        return runs;
    }
}
