package io.stacklens.logstore;

import io.stacklens.logstore.block.DamagedBlockException;
import io.stacklens.logstore.block.EncodedBlock;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import javax.sql.DataSource;

/**
 * Packs the blocks of past days harder. A day is packed block by block into a table beside, which
 * then takes the place of the day's partition in one transaction: a reader sees each record once,
 * and what was done is not lost when it is interrupted. One instance at a time packs, and for most
 * of the time it rests, so that it takes a share of one core at most.
 */
public final class LogStorePacking {

    private static final Logger log = LoggerFactory.getLogger(LogStorePacking.class);

    private static final int BLOCKS_AT_ONCE = 16;

    /** For each second of work it rests so many. */
    private static final int REST = 3;

    private static final String LOCK =
            "select pg_try_advisory_lock(hashtext('log_blocks packing'))";
    private static final String UNLOCK =
            "select pg_advisory_unlock(hashtext('log_blocks packing'))";
    private static final String DAYS = "select * from list_log_days_to_pack(?)";
    private static final String BEGIN = "select begin_packed_log_day(?)";
    private static final String FINISH = "select finish_packed_log_day(?, ?)";

    /** What PostgreSQL says when a lock was not to be had in time. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final DataSource dataSource;
    private final int level;
    private final Duration after;
    private final InstantSource clock;

    /**
     * Makes a packing that {@link #packPastDays} runs.
     *
     * @param level zstd's, 1 to 19
     * @param after how long a day has ended, and nothing has arrived for it, before it is packed
     */
    public LogStorePacking(DataSource dataSource, int level, Duration after, InstantSource clock) {
        this.dataSource = dataSource;
        this.level = level;
        this.after = after;
        this.clock = clock;
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Row(
            OffsetDateTime minTime,
            long blockId,
            int records,
            OffsetDateTime arrivedAt,
            byte[] directory,
            byte[] payload) {}

    /**
     * Packs the days that are due, the earliest first, and answers which it has finished. A day
     * that a long search holds is finished by a later run.
     */
    public List<LocalDate> packPastDays() throws SQLException, InterruptedException {
        List<LocalDate> packed = new ArrayList<>();
        try (Connection connection = dataSource.getConnection()) {
            if (!isTrue(connection, LOCK)) {
                return packed;
            }
            try {
                connection.setAutoCommit(false);
                for (LocalDate day : days(connection)) {
                    if (pack(connection, day)) {
                        packed.add(day);
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                isTrue(connection, UNLOCK);
            }
        }
        return packed;
    }

    private boolean pack(Connection connection, LocalDate day)
            throws SQLException, InterruptedException {
        Instant started = clock.instant();
        String table = begin(connection, day);
        connection.commit();
        List<Row> rows = next(connection, day, null, table);
        while (!rows.isEmpty()) {
            long began = System.nanoTime();
            for (Row row : rows) {
                pack(connection, row, table);
            }
            connection.commit();
            Thread.sleep(Duration.ofNanos(System.nanoTime() - began).multipliedBy(REST));
            rows = next(connection, day, rows.getLast(), table);
        }
        return finish(connection, day, started);
    }

    private void pack(Connection connection, Row row, String table) throws SQLException {
        Optional<EncodedBlock> smaller = smaller(row);
        if (smaller.isPresent()) {
            new BlockInsert(connection, table)
                    .insert(smaller.get(), Tier.WARM, row.arrivedAt(), row.blockId());
            return;
        }
        try (PreparedStatement copy =
                connection.prepareStatement(
                        "insert into %s select * from log_blocks where min_time = ? and block_id = ?"
                                .formatted(table))) {
            copy.setObject(1, row.minTime());
            copy.setLong(2, row.blockId());
            copy.executeUpdate();
        }
    }

    /** The block in one chunk, packed harder; empty if it stays as it is. */
    private Optional<EncodedBlock> smaller(Row row) {
        try {
            LogBatchBuilder merged = new LogBatchBuilder();
            for (LogBatch chunk :
                    StoredChunks.unpack(row.directory(), row.payload(), row.records())) {
                merged.append(chunk, IntStream.range(0, chunk.size()).toArray());
            }
            EncodedBlock block = EncodedBlock.of(List.of(merged.build()), level);
            return Optional.of(block).filter(b -> b.payload().length < row.payload().length);
        } catch (DamagedBlockException e) {
            log.atError()
                    .addKeyValue("block", row.blockId())
                    .addKeyValue("damage", e.getMessage())
                    .log("block cannot be read and is kept as it is");
            return Optional.empty();
        }
    }

    private boolean finish(Connection connection, LocalDate day, Instant started)
            throws SQLException {
        try (PreparedStatement finish = connection.prepareStatement(FINISH)) {
            finish.setObject(1, day);
            finish.setObject(2, started.atOffset(ZoneOffset.UTC));
            finish.execute();
            connection.commit();
            log.atInfo().addKeyValue("day", day).log("day of logs packed harder");
            return true;
        } catch (SQLException e) {
            connection.rollback();
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                log.atInfo().addKeyValue("day", day).log("day of logs is in use, finished later");
                return false;
            }
            throw e;
        }
    }

    private List<LocalDate> days(Connection connection) throws SQLException {
        try (PreparedStatement list = connection.prepareStatement(DAYS)) {
            list.setObject(1, clock.instant().minus(after).atOffset(ZoneOffset.UTC));
            try (ResultSet row = list.executeQuery()) {
                List<LocalDate> days = new ArrayList<>();
                while (row.next()) {
                    days.add(row.getObject(1, LocalDate.class));
                }
                return days;
            }
        }
    }

    private static String begin(Connection connection, LocalDate day) throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
            begin.setObject(1, day);
            try (ResultSet row = begin.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static List<Row> next(
            Connection connection, LocalDate day, @Nullable Row last, String table)
            throws SQLException {
        OffsetDateTime start = day.atStartOfDay().atOffset(ZoneOffset.UTC);
        String sql =
                """
                select min_time, block_id, record_count, arrived_at, directory, payload
                from log_blocks b
                where (min_time, block_id) > (?, ?) and min_time < ? and not exists (
                    select from %s p where p.min_time = b.min_time and p.block_id = b.block_id)
                order by min_time, block_id limit ?
                """
                        .formatted(table);
        try (PreparedStatement next = connection.prepareStatement(sql)) {
            next.setObject(1, last == null ? start : last.minTime());
            next.setLong(2, last == null ? Long.MIN_VALUE : last.blockId());
            next.setObject(3, start.plusDays(1));
            next.setInt(4, BLOCKS_AT_ONCE);
            try (ResultSet row = next.executeQuery()) {
                List<Row> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(
                            new Row(
                                    row.getObject(1, OffsetDateTime.class),
                                    row.getLong(2),
                                    row.getInt(3),
                                    row.getObject(4, OffsetDateTime.class),
                                    row.getBytes(5),
                                    row.getBytes(6)));
                }
                return rows;
            }
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
