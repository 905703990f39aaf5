package io.stacklens.logstore;

import io.stacklens.logstore.block.BlockDirectory;
import io.stacklens.logstore.block.EncodedBlock;
import io.stacklens.model.EpochNanos;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Writes blocks into {@code log_blocks} or a table of the same form. */
final class BlockInsert {

    private final Connection connection;
    private final String insert;

    /** Writes into {@code log_blocks}. */
    BlockInsert(Connection connection) {
        this(connection, "log_blocks");
    }

    /** Writes into a table whose name needs no quotes. */
    BlockInsert(Connection connection, String table) {
        this.connection = connection;
        this.insert =
                """
                insert into %s (min_time, max_time, record_count, line_count, raw_bytes, services,
                    service_counts, severity_mask, severity_counts, format_version, directory,
                    token_filter, payload, counts, tier, arrived_at, block_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, now()),
                    coalesce(?, nextval('log_block_ids')))
                """
                        .formatted(table);
    }

    /** The UTC day that a block lies in. */
    static LocalDate day(EncodedBlock block) {
        return LocalDate.ofInstant(EpochNanos.toInstant(block.minTime()), ZoneOffset.UTC);
    }

    void ensurePartition(LocalDate day) throws SQLException {
        try (PreparedStatement call =
                connection.prepareStatement("select ensure_log_partition(?)")) {
            call.setObject(1, day);
            call.execute();
        }
    }

    /**
     * Inserts new blocks.
     *
     * @param arrivedAt when their records arrived, or null for now
     */
    void insert(List<EncodedBlock> blocks, @Nullable OffsetDateTime arrivedAt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (EncodedBlock block : blocks) {
                bind(statement, block, Tier.HOT, arrivedAt, null);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Inserts a block that takes the place of another. */
    void insert(EncodedBlock block, Tier tier, OffsetDateTime arrivedAt, long blockId)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            bind(statement, block, tier, arrivedAt, blockId);
            statement.executeUpdate();
        }
    }

    private void bind(
            PreparedStatement statement,
            EncodedBlock block,
            Tier tier,
            @Nullable OffsetDateTime arrivedAt,
            @Nullable Long blockId)
            throws SQLException {
        bind(statement, block);
        statement.setInt(15, tier.number());
        statement.setObject(16, arrivedAt, Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setObject(17, blockId, Types.BIGINT);
    }

    private void bind(PreparedStatement statement, EncodedBlock block) throws SQLException {
        statement.setObject(1, Microseconds.floor(block.minTime()));
        statement.setObject(2, Microseconds.ceil(block.maxTime()));
        statement.setInt(3, block.records());
        statement.setLong(4, block.lines());
        statement.setLong(5, block.rawBytes());
        statement.setArray(
                6, connection.createArrayOf("text", block.services().keySet().toArray()));
        statement.setArray(
                7, connection.createArrayOf("int4", block.services().values().toArray()));
        statement.setInt(8, block.severityMask());
        statement.setArray(9, connection.createArrayOf("int4", block.severities().toArray()));
        statement.setInt(10, BlockDirectory.VERSION);
        statement.setBytes(11, block.directory());
        statement.setBytes(12, block.filter());
        statement.setBytes(13, block.payload());
        statement.setBytes(14, block.counts());
    }
}
