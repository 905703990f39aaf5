package io.stacklens.logstore;

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
import java.util.List;
import java.util.stream.IntStream;

/** Reads {@code log_blocks} on one connection. Thread-safe as the connection is. */
final class BlockTable {

    private static final String COLUMNS =
            "block_id, (extract(epoch from min_time) * 1000000)::bigint,"
                    + " (extract(epoch from max_time) * 1000000)::bigint, record_count,"
                    + " format_version";

    private static final String DIRECTORY = ", directory";

    private static final String COUNTS =
            ", services, service_counts, severity_counts, coalesce(counts, '')";

    // The arithmetic is TokenFilter's. An external value is not read whole for its length or a
    // slice.
    private static final String SLICE =
            ", substring(token_filter from (1 + 32 * ((? * (octet_length(token_filter) / 32)) >>"
                    + " 32))::int for 32)";

    private static final String FETCH =
            """
            select slice.number, substring(payload from slice.start for slice.length)
            from unnest(?::int[], ?::bigint[], ?::bigint[], ?::int[], ?::int[])
                as slice(number, micros, block_id, start, length)
            join log_blocks block
                on block.min_time = timestamptz 'epoch' + slice.micros * interval '1 microsecond'
                and block.block_id = slice.block_id
            """;

    private static final String FETCH_DIRECTORIES =
            """
            select wanted.number, directory
            from unnest(?::int[], ?::bigint[], ?::bigint[]) as wanted(number, micros, block_id)
            join log_blocks block
                on block.min_time = timestamptz 'epoch' + wanted.micros * interval '1 microsecond'
                and block.block_id = wanted.block_id
            """;

    private final Connection connection;

    BlockTable(Connection connection) {
        this.connection = connection;
    }

    /** Some bytes of a block's payload. */
    record Slice(StoredBlock block, int offset, int length) {}

    /**
     * What is asked of the blocks' rows.
     *
     * @param probes to which the filter is asked
     * @param withCounts whether the counts are wanted
     * @param withDirectory whether most blocks will be looked into; else the few directories are
     *     fetched when their turn comes
     */
    record Wanted(Bounds bounds, FilterProbes probes, boolean withCounts, boolean withDirectory) {

        Wanted withoutDirectory() {
            return new Wanted(bounds, probes, withCounts, false);
        }
    }

    /**
     * The next blocks on a way through the table.
     *
     * @param last the block before the first, or null to begin
     */
    List<StoredBlock> next(Wanted wanted, Order order, @Nullable StoredBlock last, int limit)
            throws SQLException {
        List<Object> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder("select ").append(COLUMNS);
        for (long hash : wanted.probes().hashes()) {
            sql.append(SLICE);
            parameters.add(hash >>> 32);
        }
        if (wanted.withCounts()) {
            sql.append(COUNTS);
        }
        if (wanted.withDirectory()) {
            sql.append(DIRECTORY);
        }
        sql.append(" from log_blocks where true");
        appendConditions(wanted.bounds(), sql, parameters);
        String time = order == Order.NEWEST_FIRST ? "max_time" : "min_time";
        if (last != null) {
            // The first condition alone lets an index jump to the place.
            String sign = order == Order.NEWEST_FIRST ? "<" : ">";
            sql.append(
                    " and %s %s= ? and (%s, block_id) %s (?, ?)".formatted(time, sign, time, sign));
            BlockSummary summary = last.summary();
            OffsetDateTime place =
                    Microseconds.floor(
                            order == Order.NEWEST_FIRST ? summary.maxTime() : summary.minTime());
            parameters.addAll(List.of(place, place, summary.blockId()));
        }
        String direction = order == Order.NEWEST_FIRST ? "desc" : "asc";
        sql.append(
                " order by %s %s, block_id %s limit %d"
                        .formatted(time, direction, direction, limit));
        return query(sql.toString(), parameters, wanted);
    }

    /**
     * Fetches directories in one go.
     *
     * @return that of each block, null when it is gone
     */
    List<byte @Nullable []> fetchDirectories(List<StoredBlock> blocks) {
        List<byte @Nullable []> directories = nulls(blocks.size());
        try (PreparedStatement statement = connection.prepareStatement(FETCH_DIRECTORIES)) {
            bindBlocks(statement, blocks);
            read(statement, directories);
        } catch (SQLException e) {
            throw new LogStoreException(e);
        }
        return directories;
    }

    /**
     * Fetches slices in one go.
     *
     * @return the bytes of each, null when its block is gone
     */
    List<byte @Nullable []> fetch(List<Slice> slices) {
        List<byte @Nullable []> bytes = nulls(slices.size());
        try (PreparedStatement statement = connection.prepareStatement(FETCH)) {
            bindBlocks(statement, slices.stream().map(Slice::block).toList());
            Object[] starts = slices.stream().map(slice -> slice.offset() + 1).toArray();
            Object[] lengths = slices.stream().map(Slice::length).toArray();
            statement.setArray(4, connection.createArrayOf("int4", starts));
            statement.setArray(5, connection.createArrayOf("int4", lengths));
            read(statement, bytes);
        } catch (SQLException e) {
            throw new LogStoreException(e);
        }
        return bytes;
    }

    /** Binds a number for each block, and the parts of its key. */
    private void bindBlocks(PreparedStatement statement, List<StoredBlock> blocks)
            throws SQLException {
        Object[] numbers = IntStream.range(0, blocks.size()).boxed().toArray();
        Object[] micros =
                blocks.stream()
                        .map(block -> Microseconds.ofNanos(block.summary().minTime()))
                        .toArray();
        Object[] ids = blocks.stream().map(block -> block.summary().blockId()).toArray();
        statement.setArray(1, connection.createArrayOf("int4", numbers));
        statement.setArray(2, connection.createArrayOf("int8", micros));
        statement.setArray(3, connection.createArrayOf("int8", ids));
    }

    private static List<byte @Nullable []> nulls(int count) {
        List<byte @Nullable []> nulls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nulls.add(null);
        }
        return nulls;
    }

    private static void read(PreparedStatement statement, List<byte @Nullable []> byNumber)
            throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                byNumber.set(row.getInt(1), row.getBytes(2));
            }
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

    private List<StoredBlock> query(String sql, List<Object> parameters, Wanted wanted)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                List<StoredBlock> blocks = new ArrayList<>();
                while (row.next()) {
                    blocks.add(block(row, wanted));
                }
                return blocks;
            }
        }
    }

    private StoredBlock block(ResultSet row, Wanted wanted) throws SQLException {
        int column = 6;
        List<byte[]> slices = new ArrayList<>(wanted.probes().hashes().size());
        while (slices.size() < wanted.probes().hashes().size()) {
            slices.add(row.getBytes(column++));
        }
        List<String> services = List.of();
        List<Integer> serviceRecords = List.of();
        List<Integer> severityRecords = List.of();
        byte[] counts = {};
        if (wanted.withCounts()) {
            services = Arrays.asList((String[]) array(row.getArray(column++)));
            serviceRecords = Arrays.asList((Integer[]) array(row.getArray(column++)));
            severityRecords = Arrays.asList((Integer[]) array(row.getArray(column++)));
            counts = row.getBytes(column++);
        }
        byte[] directory = wanted.withDirectory() ? row.getBytes(column) : null;
        BlockSummary summary =
                new BlockSummary(
                        row.getLong(1),
                        row.getInt(5),
                        Microseconds.toNanos(row.getLong(2)),
                        Microseconds.toNanos(row.getLong(3)),
                        row.getInt(4),
                        services,
                        serviceRecords,
                        severityRecords,
                        wanted.probes(),
                        slices);
        return new StoredBlock(summary, directory, counts, this);
    }

    private static Object array(Array array) throws SQLException {
        return array.getArray();
    }
}
