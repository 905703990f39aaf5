package io.stacklens.logstore;

import io.stacklens.logstore.query.Condition;
import io.stacklens.logstore.query.Condition.IdIs;
import io.stacklens.logstore.query.Condition.TextIs;
import io.stacklens.logstore.query.LogField;
import io.stacklens.logstore.query.TextTest;
import io.stacklens.model.LogRecord;
import io.stacklens.model.RecordId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

import javax.sql.DataSource;

/**
 * Searches the stored log records. What it answers does not depend on how they were cut into
 * blocks; a block that cannot be read is left out, counted and logged. Thread-safe. A search ends
 * with a {@link java.util.concurrent.CancellationException} soon after its thread is interrupted,
 * and with a {@link LogStoreException} when the database is away.
 */
public final class LogStore {

    private final Snapshot snapshot;
    private final long transactionNanos;
    private final ScanThreads threads;
    private final DamagedBlocks damaged = new DamagedBlocks();

    public LogStore(DataSource dataSource, LogStoreOptions options) {
        this.snapshot = new Snapshot(dataSource);
        this.transactionNanos = options.readTransaction().toNanos();
        this.threads = new ScanThreads(options.scanThreads());
    }

    /** The newest records of a search, or those that come after its cursor. */
    public Page search(LogSearch search) {
        List<LogRecord> found = new ArrayList<>();
        int wanted = search.limit() + 1; // One more, to know whether there is a next page.
        Damage damage =
                walk(
                        condition(search),
                        Order.NEWEST_FIRST,
                        place(search),
                        wanted,
                        record -> {
                            found.add(record);
                            return found.size() < wanted;
                        });
        if (found.size() < wanted) {
            return new Page(found, null, damage.blocks());
        }
        List<LogRecord> items = found.subList(0, search.limit());
        return new Page(items, new Cursor(items.getLast().id()), damage.blocks());
    }

    /**
     * Gives all records of a search, newest first, in constant memory; the search's limit does not
     * count.
     *
     * @param sink answers whether it wants more
     */
    public void stream(LogSearch search, Predicate<LogRecord> sink) {
        walk(condition(search), Order.NEWEST_FIRST, place(search), Integer.MAX_VALUE, sink);
    }

    /** How many records there are, exactly. */
    public Answer<Long> count(LogSearch search) {
        return tally(search, new RecordCount(), RecordCount::total);
    }

    /**
     * Records by time, oldest first, those without records too. Bars begin at multiples of the
     * step; the first holds the search's {@code from} and the last its {@code to}, or the earliest
     * and the latest record when they are absent.
     */
    public Answer<List<HistogramBar>> histogram(LogSearch search, Duration step) {
        Histogram histogram = new Histogram(step, search.firstNanos(), search.lastNanos());
        return tally(search, histogram, Histogram::bars);
    }

    /**
     * The most frequent values of fields.
     *
     * @param fields names as in a query; times, decimals and ids have no facets
     * @param top how many values of each field
     * @throws IllegalArgumentException if a field has no facets
     */
    public Answer<Map<String, List<FacetValue>>> facets(
            LogSearch search, List<String> fields, int top) {
        return tally(search, Facets.of(fields), facets -> facets.top(top));
    }

    public Optional<LogRecord> find(RecordId id) {
        List<LogRecord> found = new ArrayList<>();
        walk(
                new IdIs(id),
                Order.NEWEST_FIRST,
                null,
                1,
                record -> {
                    found.add(record);
                    return false;
                });
        return found.stream().findFirst();
    }

    /** The neighbours of a record in its service; none if there is no such record. */
    public Context context(RecordId id, int before, int after) {
        Optional<LogRecord> record = find(id);
        if (record.isEmpty()) {
            return new Context(List.of(), List.of());
        }
        Condition sameService = serviceIs(record.get().service());
        List<LogRecord> earlier = neighbours(sameService, Order.NEWEST_FIRST, id, before);
        List<LogRecord> later = neighbours(sameService, Order.OLDEST_FIRST, id, after);
        return new Context(earlier.reversed(), later);
    }

    /** How many blocks were found damaged since the start. */
    public int damagedBlocks() {
        return damaged.count();
    }

    private List<LogRecord> neighbours(Condition condition, Order order, RecordId id, int count) {
        List<LogRecord> found = new ArrayList<>();
        if (count > 0) {
            walk(
                    condition,
                    order,
                    id,
                    count,
                    record -> {
                        found.add(record);
                        return found.size() < count;
                    });
        }
        return found;
    }

    private <C extends Counter<C>, T> Answer<T> tally(
            LogSearch search, C counter, Function<C, T> value) {
        Condition condition = condition(search);
        Damage damage = new Damage(damaged);
        C counted =
                snapshot.read(
                        table -> new Tally<>(table, condition, counter, threads, damage).run());
        return new Answer<>(value.apply(counted), damage.blocks());
    }

    private Damage walk(
            Condition condition,
            Order order,
            @Nullable RecordId start,
            int limit,
            Predicate<LogRecord> sink) {
        Damage damage = new Damage(damaged);
        @Nullable RecordId after = start;
        do {
            RecordId place = after;
            long deadline = System.nanoTime() + transactionNanos;
            after =
                    snapshot.<@Nullable RecordId>read(
                            table -> {
                                try (Walk walk =
                                        new Walk(
                                                table, condition, order, place, limit, threads,
                                                damage)) {
                                    return walk.run(sink, deadline);
                                }
                            });
        } while (after != null);
        return damage;
    }

    private static Condition condition(LogSearch search) {
        return search.condition();
    }

    private static Condition serviceIs(String service) {
        return new TextIs(LogField.SERVICE, new TextTest.Exactly(service));
    }

    private static @Nullable RecordId place(LogSearch search) {
        return search.cursor() == null ? null : search.cursor().last();
    }
}
