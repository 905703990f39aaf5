package io.stacklens.logstore;

import io.stacklens.logstore.block.BlockDirectory.Part;
import io.stacklens.logstore.block.DamagedBlockException;
import io.stacklens.logstore.query.Condition.SeverityIn;
import io.stacklens.logstore.scan.BlockSummary;
import io.stacklens.logstore.scan.FilterProbes;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Reads {@code log_blocks} on one connection. */
final class BlockTable {

    private static final String COLUMNS =
            "block_id, min_time, max_time, record_count, services, service_counts,"
                    + " severity_counts, directory";

    // The arithmetic is TokenFilter's. An external value is not read whole for its length or a
    // slice.
    private static final String SLICE =
            ", substring(token_filter from (1 + 32 * ((? * (octet_length(token_filter) / 32)) >>"
                    + " 32))::int for 32)";

    private final Connection connection;

    BlockTable(Connection connection) {
        this.connection = connection;
    }

    /**
     * The next blocks on a way through the table.
     *
     * @param last the block before the first, or null to begin
     */
    List<StoredBlock> next(
            Bounds bounds, FilterProbes probes, Order order, @Nullable StoredBlock last, int limit)
            throws SQLException {
        List<Object> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder("select ").append(COLUMNS);
        for (long hash : probes.hashes()) {
            sql.append(SLICE);
            parameters.add(hash >>> 32);
        }
        sql.append(" from log_blocks where true");
        appendConditions(bounds, sql, parameters);
        String time = order == Order.NEWEST_FIRST ? "max_time" : "min_time";
        if (last != null) {
            // The first condition alone lets an index jump to the place.
            String sign = order == Order.NEWEST_FIRST ? "<" : ">";
            sql.append(
                    " and %s %s= ? and (%s, block_id) %s (?, ?)".formatted(time, sign, time, sign));
            OffsetDateTime place =
                    order == Order.NEWEST_FIRST
                            ? Microseconds.floor(last.summary().maxTime())
                            : last.minTime();
            parameters.addAll(List.of(place, place, last.summary().blockId()));
        }
        String direction = order == Order.NEWEST_FIRST ? "desc" : "asc";
        sql.append(
                " order by %s %s, block_id %s limit %d"
                        .formatted(time, direction, direction, limit));
        return query(sql.toString(), parameters, probes);
    }

    /** The stored bytes of a block's parts. */
    List<byte[]> fetch(StoredBlock block, List<Part> parts) {
        String slices =
                String.join(
                        ", ", Collections.nCopies(parts.size(), "substring(payload from ? for ?)"));
        String sql = "select " + slices + " from log_blocks where min_time = ? and block_id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (Part part : parts) {
                statement.setInt(parameter++, part.offset() + 1);
                statement.setInt(parameter++, part.stored());
            }
            statement.setObject(parameter++, block.minTime());
            statement.setLong(parameter, block.summary().blockId());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new DamagedBlockException("no such row any more");
                }
                List<byte[]> bytes = new ArrayList<>(parts.size());
                for (int i = 1; i <= parts.size(); i++) {
                    bytes.add(row.getBytes(i));
                }
                return bytes;
            }
        } catch (SQLException e) {
            throw new LogStoreException(e);
        }
    }

    private static void appendConditions(
            Bounds bounds, StringBuilder sql, List<Object> parameters) {
        if (bounds.from() != Long.MIN_VALUE) {
            OffsetDateTime from = Microseconds.floor(bounds.from());
            // A block lies within a day, so the second condition spares the days before.
            sql.append(" and max_time >= ? and min_time >= ?");
            parameters.add(from);
            parameters.add(from.truncatedTo(ChronoUnit.DAYS));
        }
        if (bounds.to() != Long.MAX_VALUE) {
            sql.append(" and min_time <= ?");
            parameters.add(Microseconds.floor(bounds.to()));
        }
        if (bounds.service() != null) {
            sql.append(" and ? = any(services)");
            parameters.add(bounds.service().replace('\0', '\uFFFD'));
        }
        if (bounds.severities() != SeverityIn.ALL) {
            sql.append(" and severity_mask & ? <> 0");
            parameters.add(bounds.severities());
        }
    }

    private List<StoredBlock> query(String sql, List<Object> parameters, FilterProbes probes)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                List<StoredBlock> blocks = new ArrayList<>();
                while (row.next()) {
                    blocks.add(block(row, probes));
                }
                return blocks;
            }
        }
    }

    private StoredBlock block(ResultSet row, FilterProbes probes) throws SQLException {
        OffsetDateTime minTime = row.getObject(2, OffsetDateTime.class);
        List<byte[]> slices = new ArrayList<>(probes.hashes().size());
        for (int i = 0; i < probes.hashes().size(); i++) {
            slices.add(row.getBytes(9 + i));
        }
        BlockSummary summary =
                new BlockSummary(
                        row.getLong(1),
                        Microseconds.nanos(minTime),
                        Microseconds.nanos(row.getObject(3, OffsetDateTime.class)),
                        row.getInt(4),
                        Arrays.asList((String[]) array(row.getArray(5))),
                        Arrays.asList((Integer[]) array(row.getArray(6))),
                        Arrays.asList((Integer[]) array(row.getArray(7))),
                        probes,
                        slices);
        return new StoredBlock(summary, minTime, row.getBytes(8), this);
    }

    private static Object array(Array array) throws SQLException {
        return array.getArray();
    }
}
