package io.stacklens.logstore;

import io.stacklens.logstore.block.DamagedBlockException;
import io.stacklens.logstore.block.EncodedBlock;
import io.stacklens.model.batch.LogBatch;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

/**
 * Merges the small blocks that a light rate makes. A merged block replaces its parts in one
 * transaction, so a reader sees each record once. Several instances may run at a time; each leaves
 * the blocks alone that another is merging. One instance is not thread-safe.
 */
public final class LogStoreCompaction {

    private static final Logger log = LoggerFactory.getLogger(LogStoreCompaction.class);

    /** The table has an index of the blocks with fewer records. */
    private static final int SMALL = 2048;

    /** So many parts are worth a merge that does not make a large block yet. */
    private static final int MANY_PARTS = 32;

    private static final int MOST_BLOCKS = 10_000;

    private static final String FIND =
            """
            select min_time, block_id, record_count, raw_bytes from log_blocks
            where record_count < 2048 and record_count < ? and arrived_at < now() - make_interval(secs => ?)
            order by min_time, block_id limit ?
            """;
    private static final String LOCK =
            """
            select directory, payload, arrived_at from log_blocks
            where min_time = ? and block_id = ? for update skip locked
            """;
    private static final String DELETE =
            "delete from log_blocks where min_time = ? and block_id = ?";

    private final DataSource dataSource;
    private final LogStoreOptions options;
    private final Duration settled;
    private final Set<Long> damaged = ConcurrentHashMap.newKeySet();

    /**
     * Makes a compaction that {@link #mergeSmallBlocks} runs.
     *
     * @param settled how long a block stays as it is before it may be merged
     */
    public LogStoreCompaction(DataSource dataSource, LogStoreOptions options, Duration settled) {
        this.dataSource = dataSource;
        this.options = options;
        this.settled = settled;
    }

    private record Part(OffsetDateTime minTime, long blockId, int records, long rawBytes) {}

    /** How many blocks could not be merged since the start, being damaged. */
    public int damagedBlocks() {
        return damaged.size();
    }

    /** Merges what can be merged now, and answers how many blocks were merged away. */
    public int mergeSmallBlocks() throws SQLException {
        int merged = 0;
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            for (List<Part> group : groups(smallBlocks(connection))) {
                merged += merge(connection, group) ? group.size() : 0;
                connection.commit();
            }
        }
        return merged;
    }

    private List<Part> smallBlocks(Connection connection) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setInt(1, Math.min(SMALL, Math.ceilDiv(options.blockRecords(), 2)));
            find.setDouble(2, settled.toMillis() / 1000.0);
            find.setInt(3, MOST_BLOCKS);
            List<Part> parts = new ArrayList<>();
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    parts.add(
                            new Part(
                                    row.getObject(1, OffsetDateTime.class),
                                    row.getLong(2),
                                    row.getInt(3),
                                    row.getLong(4)));
                }
            }
            connection.rollback();
            parts.removeIf(part -> damaged.contains(part.blockId()));
            return parts;
        }
    }

    /** Neighbours of a day that together make a large block, or are many. */
    private List<List<Part>> groups(List<Part> parts) {
        List<List<Part>> groups = new ArrayList<>();
        List<Part> open = new ArrayList<>();
        for (Part part : parts) {
            if (!open.isEmpty() && !fits(open, part)) {
                addIfWorthwhile(open, groups);
                open = new ArrayList<>();
            }
            open.add(part);
        }
        addIfWorthwhile(open, groups);
        return groups;
    }

    private boolean fits(List<Part> open, Part part) {
        return day(open.getFirst()).equals(day(part))
                && records(open) + part.records() <= options.blockRecords()
                && open.stream().mapToLong(Part::rawBytes).sum() + part.rawBytes()
                        <= options.blockBytes();
    }

    private void addIfWorthwhile(List<Part> group, List<List<Part>> groups) {
        boolean large = records(group) * 2 >= options.blockRecords();
        if (group.size() > 1 && (large || group.size() >= MANY_PARTS)) {
            groups.add(group);
        }
    }

    private static int records(List<Part> parts) {
        return parts.stream().mapToInt(Part::records).sum();
    }

    private static OffsetDateTime day(Part part) {
        return part.minTime().withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
    }

    /** Merges a group, unless a part is locked, gone or damaged. */
    private boolean merge(Connection connection, List<Part> group) throws SQLException {
        List<LogBatch> chunks = new ArrayList<>();
        OffsetDateTime arrivedAt = null;
        for (Part part : group) {
            try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
                lock.setObject(1, part.minTime());
                lock.setLong(2, part.blockId());
                try (ResultSet row = lock.executeQuery()) {
                    if (!row.next()) {
                        connection.rollback();
                        return false;
                    }
                    chunks.addAll(
                            StoredChunks.unpack(row.getBytes(1), row.getBytes(2), part.records()));
                    arrivedAt = later(arrivedAt, row.getObject(3, OffsetDateTime.class));
                }
            } catch (DamagedBlockException e) {
                connection.rollback();
                skip(part, e);
                return false;
            }
        }
        List<EncodedBlock> blocks =
                new BlockCutter(options)
                        .cut(chunks).stream()
                                .map(b -> EncodedBlock.of(b, options.compressionLevel()))
                                .toList();
        new BlockInsert(connection).insert(blocks, arrivedAt);
        delete(connection, group);
        return true;
    }

    private void skip(Part part, DamagedBlockException damage) {
        damaged.add(part.blockId());
        log.atError()
                .addKeyValue("block", part.blockId())
                .addKeyValue("damage", damage.getMessage())
                .log("block cannot be read and is not merged");
    }

    private static OffsetDateTime later(@Nullable OffsetDateTime known, OffsetDateTime other) {
        return known == null || other.isAfter(known) ? other : known;
    }

    private static void delete(Connection connection, List<Part> parts) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            for (Part part : parts) {
                delete.setObject(1, part.minTime());
                delete.setLong(2, part.blockId());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }
}
