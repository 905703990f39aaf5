package io.stacklens.logstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stacklens.logstore.query.LogQuery;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.LogRecord;
import io.stacklens.model.RecordId;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

class LogStoreIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TestDatabase database = new TestDatabase();
    private final LogStore store = new LogStore(database.dataSource(), LogStoreOptions.defaults());

    /** Begins a new transaction wherever it may. */
    private final LogStore hasty =
            new LogStore(
                    database.dataSource(),
                    new LogStoreOptions(4096, 1 << 20, 1, 70, 10, Duration.ZERO, 3));

    /** Whatever blocks the records lie in, the answers are those of a plain list. */
    @ParameterizedTest
    @ValueSource(ints = {3, 50, 4096})
    void answersLikeAListOfTheRecords(int blockRecords) throws SQLException {
        RandomLogs logs = new RandomLogs(blockRecords);
        List<LogRecord> all = new ArrayList<>();
        LogStoreOptions options = options(blockRecords, 1 << 20, 10);
        for (int flush = 0; flush < 12; flush++) {
            LogBatch first = logs.batch(1 + logs.below(40));
            LogBatch second = logs.batch(1 + logs.below(40));
            all.addAll(first.records());
            all.addAll(second.records());
            database.write(options, first, second);
        }
        all.sort(Comparator.comparing(LogRecord::id).reversed());

        for (int round = 0; round < 12; round++) {
            LogSearch search = randomSearch(logs, all);
            List<LogRecord> expected = all.stream().filter(r -> means(search, r)).toList();
            String what = "query %s of %s".formatted(search.query(), search);

            assertThat(allPages(search)).as(what).isEqualTo(expected);
            assertThat(streamed(store, search)).as(what).isEqualTo(expected);
            if (round < 4 && expected.size() <= 100) {
                assertThat(streamed(hasty, search)).as(what).isEqualTo(expected);
            }
            assertThat(store.count(search).value()).as(what).isEqualTo(expected.size());
            assertThat(
                            store.histogram(search, Duration.ofSeconds(7)).value().stream()
                                    .mapToLong(HistogramBar::total)
                                    .toArray())
                    .as(what)
                    .isEqualTo(barTotals(search, expected, 7_000_000_000L));
            Map<String, List<FacetValue>> facets =
                    store.facets(search, List.of("service", "severity", "run", "http_status"), 3)
                            .value();
            assertThat(facets.get("service").stream().mapToLong(FacetValue::total).sum())
                    .isLessThanOrEqualTo(expected.size());
            assertThat(facets.get("severity")).as(what).isEqualTo(topSeverities(expected));
            assertThat(facets.get("run")).as(what).isEqualTo(topRuns(expected));
        }
    }

    private static LogSearch randomSearch(RandomLogs logs, List<LogRecord> all) {
        Instant some = all.get(logs.below(all.size())).eventTime();
        Instant other = all.get(logs.below(all.size())).eventTime();
        return new LogSearch(
                logs.below(4) == 0 ? LogQuery.all() : LogQuery.parse(logs.query()),
                logs.below(2) == 0 ? null : some,
                logs.below(2) == 0 ? null : other,
                logs.below(3) == 0 ? "shop" : null,
                logs.below(3) == 0 ? Severity.ERROR : null,
                25 + logs.below(200),
                null);
    }

    private static boolean means(LogSearch search, LogRecord record) {
        return (search.from() == null || !record.eventTime().isBefore(search.from()))
                && (search.to() == null || record.eventTime().isBefore(search.to()))
                && (search.service() == null || record.service().equals(search.service()))
                && (search.severity() == null || record.severity() == search.severity())
                && search.query().matches(record);
    }

    private List<LogRecord> allPages(LogSearch search) {
        List<LogRecord> items = new ArrayList<>();
        Page page = store.search(search);
        items.addAll(page.items());
        while (page.next() != null) {
            assertThat(page.items()).hasSize(search.limit());
            page = store.search(search.after(Cursor.parse(page.next().toString())));
            items.addAll(page.items());
        }
        return items;
    }

    private static List<LogRecord> streamed(LogStore store, LogSearch search) {
        List<LogRecord> records = new ArrayList<>();
        store.stream(search, records::add);
        return records;
    }

    private static long[] barTotals(LogSearch search, List<LogRecord> records, long step) {
        if (records.isEmpty() && (search.from() == null || search.to() == null)) {
            return new long[0];
        }
        long first =
                search.from() != null
                        ? EpochNanos.of(search.from()) / step
                        : EpochNanos.of(records.getLast().eventTime()) / step;
        long last =
                search.to() != null
                        ? (EpochNanos.of(search.to()) - 1) / step
                        : EpochNanos.of(records.getFirst().eventTime()) / step;
        long[] totals = new long[(int) Math.max(0, last - first + 1)];
        records.forEach(r -> totals[(int) (EpochNanos.of(r.eventTime()) / step - first)]++);
        return totals;
    }

    private static List<FacetValue> topSeverities(List<LogRecord> records) {
        return top(records.stream().map(record -> record.severity().name()).toList());
    }

    private static List<FacetValue> topRuns(List<LogRecord> records) {
        return top(
                records.stream()
                        .map(record -> Optional.ofNullable(record.attributes().get("run")))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static List<FacetValue> top(List<String> values) {
        return values.stream()
                .distinct()
                .map(v -> new FacetValue(v, values.stream().filter(v::equals).count()))
                .sorted(
                        Comparator.comparingLong(FacetValue::total)
                                .reversed()
                                .thenComparing(FacetValue::value))
                .limit(3)
                .toList();
    }

    @Test
    void findsARecordAndItsNeighboursOfTheSameService() throws SQLException {
        LogBatchBuilder batch = new LogBatchBuilder();
        for (int i = 0; i < 20; i++) {
            add(batch, NOON.plusSeconds(i), i % 2 == 0 ? "shop" : "auth", "line " + i);
        }
        LogBatch logs = batch.build();
        database.write(options(3, 1 << 20, 10), logs);
        LogRecord tenth = logs.record(10);

        assertThat(store.find(tenth.id())).contains(tenth);
        assertThat(store.find(new RecordId(tenth.id().eventTime(), 0, 0, 99))).isEmpty();
        Context context = store.context(tenth.id(), 2, 3);
        assertThat(context.before()).containsExactly(logs.record(6), logs.record(8));
        assertThat(context.after())
                .containsExactly(logs.record(12), logs.record(14), logs.record(16));
    }

    @Test
    void keepsTheMostRiskyRecordsAsRowsWithWhateverCharacters() throws SQLException {
        LogBatchBuilder batch = new LogBatchBuilder();
        for (int score : new int[] {10, 69, 70, 95, 80}) {
            add(batch, NOON.plusSeconds(score), "sh\0op", "risk \0 and \\u0000 of " + score);
            batch.put(LogColumn.RISK_SCORE, score);
        }
        database.write(options(100, 1 << 20, 2), batch.build());

        try (var connection = database.connect();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select record ->> 'body' from high_risk_records"
                                                + " order by risk_score")) {
            List<String> bodies = new ArrayList<>();
            while (rows.next()) {
                bodies.add(rows.getString(1));
            }
            assertThat(bodies)
                    .containsExactly(
                            "risk \uFFFD and \\u0000 of 80", "risk \uFFFD and \\u0000 of 95");
        }
        assertThat(store.count(LogSearch.all(1)).value()).isEqualTo(5);
    }

    @Test
    void cutsBlocksAtDaysAndAtTheirBytes() throws SQLException {
        LogBatchBuilder batch = new LogBatchBuilder();
        for (int i = 0; i < 10; i++) {
            add(batch, NOON.plus(Duration.ofDays(i % 2)), "shop", "x".repeat(1000));
        }

        Written written = database.write(options(100, 3000, 10), batch.build());

        assertThat(written.blocks()).isEqualTo(4);
        assertThat(written.records()).isEqualTo(10);
        assertThat(store.count(LogSearch.all(1)).value()).isEqualTo(10);
    }

    /** Each answer is given without what cannot be read, and says so. */
    @ParameterizedTest
    @ValueSource(strings = {"payload", "directory"})
    void leavesOutADamagedBlockAndSaysSo(String column) throws SQLException {
        writeASoundBlockAndADamagedOne(column);

        Page page = store.search(LogSearch.all(10));
        Answer<Long> count = store.count(search("block"));

        assertThat(page.items()).extracting(LogRecord::body).containsExactly("a sound block");
        assertThat(page.damagedBlocks()).isEqualTo(1);
        assertThat(count).isEqualTo(new Answer<>(1L, 1));
        assertThat(store.facets(search("block"), List.of("format"), 3).damagedBlocks())
                .isEqualTo(1);
        assertThat(store.histogram(search("block"), Duration.ofHours(1)).damagedBlocks())
                .isEqualTo(1);
        assertThat(store.damagedBlocks()).isEqualTo(1);
    }

    /** What only helps to be quick is not trusted when it is damaged; the records are read. */
    @ParameterizedTest
    @ValueSource(strings = {"token_filter", "counts"})
    void findsTheRecordsBehindADamagedFilterOrCount(String column) throws SQLException {
        writeASoundBlockAndADamagedOne(column);
        LogSearch damaged =
                new LogSearch(LogQuery.parse("damaged"), null, null, "shop", null, 10, null);

        assertThat(store.search(damaged).items())
                .extracting(LogRecord::body)
                .containsExactly("a damaged block");
        assertThat(store.count(LogSearch.all(1)).value()).isEqualTo(2);
        int told = store.search(damaged).damagedBlocks() + store.count(damaged).damagedBlocks();
        assertThat(told).isPositive();
        assertThat(store.damagedBlocks()).isEqualTo(1);
    }

    private void writeASoundBlockAndADamagedOne(String column) throws SQLException {
        LogBatchBuilder batch = new LogBatchBuilder();
        add(batch, NOON, "shop", "a sound block");
        add(batch, NOON.plusSeconds(1), "shop", "a damaged block");
        database.write(options(1, 1 << 20, 10), batch.build());
        // Every byte, so that whatever is read of it is hit.
        database.execute(
                """
                update log_blocks set %1$s = (
                    select string_agg(set_byte('\\x00', 0, get_byte(%1$s, i) # 1), '' order by i)
                    from generate_series(0, octet_length(%1$s) - 1) i)
                where min_time > '2026-03-01T12:00:00Z'
                """
                        .formatted(column));
    }

    private static LogSearch search(String query) {
        return new LogSearch(LogQuery.parse(query), null, null, null, null, 10, null);
    }

    @Test
    void mergesSmallBlocksWithoutChangingAnAnswer() throws SQLException {
        RandomLogs logs = new RandomLogs(7);
        LogStoreOptions options = options(200, 1 << 20, 10);
        for (int flush = 0; flush < 60; flush++) {
            database.write(options, logs.batch(1 + logs.below(12)));
        }
        List<LogRecord> before = streamed(store, LogSearch.all(1));
        LogStoreCompaction compaction =
                new LogStoreCompaction(database.dataSource(), options, Duration.ZERO);

        assertThat(compaction.mergeSmallBlocks()).isGreaterThan(50);

        assertThat(streamed(store, LogSearch.all(1))).isEqualTo(before);
        assertThat(store.count(LogSearch.all(1)).value()).isEqualTo(before.size());
        assertThat(compaction.mergeSmallBlocks()).isZero();
    }

    /** Ten seconds of a hundred lines a second in flushes of 200 ms, again and again. */
    @Test
    void mergesWhatALightRateWritesUntilFewBlocksAreLeft() throws SQLException {
        RandomLogs logs = new RandomLogs(9);
        LogStoreOptions options = LogStoreOptions.defaults();
        LogStoreCompaction compaction =
                new LogStoreCompaction(database.dataSource(), options, Duration.ZERO);
        for (int round = 0; round < 4; round++) {
            for (int flush = 0; flush < 50; flush++) {
                database.write(options, logs.batch(20));
            }
            compaction.mergeSmallBlocks();
        }

        assertThat(number("select count(*) from log_blocks")).isLessThanOrEqualTo(6);
        assertThat(store.count(LogSearch.all(1)).value()).isEqualTo(4000);
    }

    @Test
    void packsAPastDayHarderWithoutChangingAnAnswer() throws Exception {
        RandomLogs logs = new RandomLogs(10);
        LogStoreOptions options = options(2500, 1 << 20, 10);
        for (int flush = 0; flush < 6; flush++) {
            database.write(options, logs.batch(5000));
        }
        database.execute("update log_blocks set counts = null");
        List<LogRecord> before = streamed(store, LogSearch.all(1));
        long bytesBefore = number("select sum(octet_length(payload)) from log_blocks");
        LogStorePacking packing = packing(Instant.parse("2027-01-01T00:00:00Z"));

        List<LocalDate> packed = packing.packPastDays();

        assertThat(packed)
                .containsExactly(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-02"));
        assertThat(streamed(store, LogSearch.all(1))).isEqualTo(before);
        assertThat(store.count(search("service:shop severity:error")).value())
                .isEqualTo(
                        before.stream()
                                .filter(search("service:shop severity:error").query()::matches)
                                .count());
        assertThat(number("select count(*) from log_blocks where tier = 1 and counts is not null"))
                .isEqualTo(number("select count(*) from log_blocks"));
        assertThat(number("select sum(octet_length(payload)) from log_blocks"))
                .isLessThan(bytesBefore);
        assertThat(number("select sum(records) from maintenance_runs where kind = 'packed'"))
                .isEqualTo(before.size());
        assertThat(packing.packPastDays()).isEmpty();
        database.write(options, logs.batch(3));
        assertThat(store.count(LogSearch.all(1)).value()).isEqualTo(before.size() + 3);
    }

    /** As after a crash: some blocks are packed already, and others come and go meanwhile. */
    @Test
    void goesOnWithADayThatWasPackedInPart() throws Exception {
        RandomLogs logs = new RandomLogs(11);
        LogStoreOptions options = options(100, 1 << 20, 10);
        database.write(options, logs.batch(2000));
        String day = "2026-03-01";
        database.execute("select begin_packed_log_day('%s')".formatted(day));
        database.execute(
                """
                insert into packed_log_blocks_20260301
                select * from log_blocks where min_time < '2026-03-02' order by block_id limit 3
                """);
        database.execute(
                "delete from log_blocks where block_id = (select min(block_id) from"
                        + " packed_log_blocks_20260301)");
        database.write(options, logs.batch(500));
        List<LogRecord> before = streamed(store, LogSearch.all(1));

        assertThat(packing(Instant.parse("2027-01-01T00:00:00Z")).packPastDays()).hasSize(2);

        assertThat(streamed(store, LogSearch.all(1))).isEqualTo(before);
    }

    @Test
    void leavesADayAloneThatHasNotEndedLongAgoOrStillReceives() throws Exception {
        database.write(options(100, 1 << 20, 10), new RandomLogs(12).batch(50));

        assertThat(packing(Instant.now()).packPastDays()).isEmpty();
        assertThat(packing(Instant.parse("2026-03-02T23:00:00Z")).packPastDays()).isEmpty();
    }

    private LogStorePacking packing(Instant now) {
        return new LogStorePacking(database.dataSource(), 6, Duration.ofDays(1), () -> now);
    }

    private long number(String sql) throws SQLException {
        try (var connection = database.connect();
                var row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void leavesABlockAloneThatAnotherIsMergingAndOneThatIsDamaged() throws SQLException {
        LogStoreOptions options = options(40, 1 << 20, 10);
        RandomLogs logs = new RandomLogs(8);
        for (int flush = 0; flush < 5; flush++) {
            database.write(options, logs.batch(10));
        }
        LogStoreCompaction compaction =
                new LogStoreCompaction(database.dataSource(), options, Duration.ZERO);
        try (var other = database.connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("select 1 from log_blocks for update");
            assertThat(compaction.mergeSmallBlocks()).isZero();
            other.rollback();
        }
        database.execute(
                "update log_blocks set payload = '\\x00' where block_id ="
                        + " (select min(block_id) from log_blocks)");

        compaction.mergeSmallBlocks();
        compaction.mergeSmallBlocks();

        int lost = damagedRecords();
        assertThat(lost).isPositive();
        assertThat(streamed(store, LogSearch.all(1))).hasSize(50 - lost);
    }

    private int damagedRecords() throws SQLException {
        try (var connection = database.connect();
                var row =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select sum(record_count) from log_blocks"
                                                + " where payload = '\\x00'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void readsOnlySlicesOfValuesKeptOutsideTheirRow() throws SQLException {
        database.write(LogStoreOptions.defaults(), new RandomLogs(1).batch(2000));

        try (var connection = database.connect();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select attstorage from pg_attribute join pg_class on"
                                            + " attrelid = pg_class.oid where relname like"
                                            + " 'log_blocks_2%' and relkind = 'r' and attname in"
                                            + " ('payload', 'token_filter')")) {
            while (rows.next()) {
                assertThat(rows.getString(1)).isEqualTo("e");
            }
        }
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() throws SQLException {
        database.write(LogStoreOptions.defaults(), new RandomLogs(1).batch(10));

        Thread.currentThread().interrupt();

        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> store.search(LogSearch.all(1)));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void saysThatTheDatabaseIsAway() {
        var elsewhere = new org.postgresql.ds.PGSimpleDataSource();
        elsewhere.setUrl("jdbc:postgresql://localhost:1/none");

        assertThatExceptionOfType(LogStoreException.class)
                .isThrownBy(
                        () ->
                                new LogStore(elsewhere, LogStoreOptions.defaults())
                                        .count(LogSearch.all(1)));
    }

    private static LogStoreOptions options(int records, int bytes, int highRiskRows) {
        return new LogStoreOptions(records, bytes, 1, 70, highRiskRows, Duration.ofSeconds(10), 2);
    }

    private static void add(LogBatchBuilder batch, Instant time, String service, String body) {
        int row = batch.addRow();
        batch.put(LogColumn.TIMESTAMP, EpochNanos.of(time))
                .put(LogColumn.OBSERVED_TIMESTAMP, EpochNanos.of(time))
                .put(LogColumn.SEVERITY_NUMBER, 9)
                .put(LogColumn.SERVICE, service)
                .put(LogColumn.BODY, body)
                .put(LogColumn.ORIGIN_INDEX, row);
    }
}
