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

/** Writes blocks into {@code log_blocks}. */
final class BlockInsert {

    private static final String INSERT =
            """
            insert into log_blocks (min_time, max_time, record_count, line_count, raw_bytes, services,
                service_counts, severity_mask, severity_counts, format_version, directory,
                token_filter, payload, counts, tier, arrived_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, now()))
            """;

    private final Connection connection;

    BlockInsert(Connection connection) {
        this.connection = connection;
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
     * Inserts blocks.
     *
     * @param arrivedAt when their records arrived, or null for now
     */
    void insert(List<EncodedBlock> blocks, Tier tier, @Nullable OffsetDateTime arrivedAt)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (EncodedBlock block : blocks) {
                bind(insert, block);
                insert.setInt(15, tier.number());
                insert.setObject(16, arrivedAt, Types.TIMESTAMP_WITH_TIMEZONE);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void bind(PreparedStatement insert, EncodedBlock block) throws SQLException {
        insert.setObject(1, Microseconds.floor(block.minTime()));
        insert.setObject(2, Microseconds.ceil(block.maxTime()));
        insert.setInt(3, block.records());
        insert.setLong(4, block.lines());
        insert.setLong(5, block.rawBytes());
        insert.setArray(6, connection.createArrayOf("text", block.services().keySet().toArray()));
        insert.setArray(7, connection.createArrayOf("int4", block.services().values().toArray()));
        insert.setInt(8, block.severityMask());
        insert.setArray(9, connection.createArrayOf("int4", block.severities().toArray()));
        insert.setInt(10, BlockDirectory.VERSION);
        insert.setBytes(11, block.directory());
        insert.setBytes(12, block.filter());
        insert.setBytes(13, block.payload());
        insert.setBytes(14, block.counts());
    }
}
