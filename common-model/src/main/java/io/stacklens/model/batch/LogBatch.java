package io.stacklens.model.batch;

import io.stacklens.model.Business;
import io.stacklens.model.Catalogue;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.Geo;
import io.stacklens.model.LogRecord;
import io.stacklens.model.RecordId;
import io.stacklens.model.Severity;
import io.stacklens.model.User;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Parsed log records as columns: the value of {@code parsed-logs} and {@code enriched-logs}, and
 * what the log store keeps. A reader decodes only the columns it asks for; {@link #record} is the
 * row view for everyone else.
 *
 * <p>Bytes: the layout that {@code docs/topics.md} describes, magic {@code L}. Not thread-safe.
 */
public final class LogBatch {

    private static final char MAGIC = 'L';
    private static final long[] ABSENT_LONGS = absentLongs();

    private final ColumnSet columns;

    LogBatch(ColumnSet columns) {
        this.columns = columns;
    }

    /**
     * Reads a batch; the array is kept and must not change.
     *
     * @throws MalformedBatchException if the bytes are no batch; a column's own bytes are checked
     *     when it is first read
     */
    public static LogBatch decode(byte @Nullable [] bytes) {
        return new LogBatch(ColumnSet.decode(bytes, MAGIC));
    }

    public byte[] encode() {
        return columns.encode(MAGIC);
    }

    public int size() {
        return columns.rows();
    }

    public boolean has(LogColumn column) {
        return columns.has(column.id());
    }

    public LongColumn longs(LogColumn column) {
        return columns.longs(column.id(), column.absent());
    }

    public DoubleColumn doubles(LogColumn column) {
        return columns.doubles(column.id());
    }

    public TextColumn texts(LogColumn column) {
        return columns.texts(column.id());
    }

    public MapColumn maps(LogColumn column) {
        return columns.maps(column.id());
    }

    /** This batch with the other's columns added; where both have one, the other's counts. */
    public LogBatch with(LogBatch other) {
        return new LogBatch(columns.with(other.columns));
    }

    /**
     * This batch with only the columns whose ids are taken; a column of a later version has one
     * too.
     */
    public LogBatch only(IntPredicate ids) {
        return new LogBatch(columns.only(ids));
    }

    /** Ids of the columns that are there, those of later versions included. */
    public Set<Integer> columnIds() {
        return columns.ids();
    }

    /**
     * Decodes every column, so that malformed bytes are found now and not by a later reader.
     *
     * @throws MalformedBatchException if a column's bytes are malformed
     */
    public void verify() {
        columns.verify();
    }

    /** Event time in nanoseconds: the source's own, else the time of observation. */
    public long eventTime(int row) {
        long timestamp = longs(LogColumn.TIMESTAMP).get(row);
        return timestamp != 0 ? timestamp : longs(LogColumn.OBSERVED_TIMESTAMP).get(row);
    }

    public RecordId id(int row) {
        return new RecordId(
                eventTime(row),
                (int) longs(LogColumn.ORIGIN_PARTITION).get(row),
                longs(LogColumn.ORIGIN_OFFSET).get(row),
                (int) longs(LogColumn.ORIGIN_INDEX).get(row));
    }

    /** Received lines that a row was made of, 1 or more. */
    public long lineCount(int row) {
        return Math.max(1, longs(LogColumn.LINE_COUNT).get(row));
    }

    public LogRecord record(int row) {
        long timestamp = longs(LogColumn.TIMESTAMP).get(row);
        int severityNumber = (int) longs(LogColumn.SEVERITY_NUMBER).get(row);
        return new LogRecord(
                id(row),
                timestamp == 0 ? null : EpochNanos.toInstant(timestamp),
                EpochNanos.toInstant(longs(LogColumn.OBSERVED_TIMESTAMP).get(row)),
                Severity.ofNumber(severityNumber),
                severityNumber,
                text(LogColumn.SEVERITY_TEXT, row),
                textOr("", LogColumn.BODY, row),
                textOr("unknown", LogColumn.SERVICE, row),
                text(LogColumn.HOST, row),
                text(LogColumn.TRACE_ID, row),
                text(LogColumn.SPAN_ID, row),
                text(LogColumn.LOGGER, row),
                text(LogColumn.HTTP_METHOD, row),
                text(LogColumn.HTTP_ROUTE, row),
                text(LogColumn.URL_PATH, row),
                intOrNull(LogColumn.HTTP_STATUS, row),
                doubleOrNull(LogColumn.DURATION_MS, row),
                text(LogColumn.CLIENT_ADDRESS, row),
                text(LogColumn.USER_ID, row),
                text(LogColumn.ACCOUNT_ID, row),
                text(LogColumn.EXCEPTION_TYPE, row),
                text(LogColumn.TEMPLATE_ID, row),
                text(LogColumn.FORMAT, row),
                text(LogColumn.CATEGORY, row),
                (int) lineCount(row),
                Collections.unmodifiableMap(maps(LogColumn.ATTRIBUTES).get(row)),
                geo(row),
                user(row),
                business(row),
                catalogue(row),
                intOrNull(LogColumn.RISK_SCORE, row),
                text(LogColumn.RISK_FACTORS, row));
    }

    /** All rows as records, in order. */
    public List<LogRecord> records() {
        return IntStream.range(0, size()).mapToObj(this::record).toList();
    }

    ColumnSet columns() {
        return columns;
    }

    static long absentLong(int id) {
        return id < ABSENT_LONGS.length ? ABSENT_LONGS[id] : 0;
    }

    private @Nullable Geo geo(int row) {
        String countryCode = text(LogColumn.GEO_COUNTRY_CODE, row);
        Integer asn = intOrNull(LogColumn.GEO_ASN, row);
        if (countryCode == null && asn == null) {
            return null;
        }
        return new Geo(
                countryCode,
                text(LogColumn.GEO_COUNTRY, row),
                text(LogColumn.GEO_REGION, row),
                text(LogColumn.GEO_CITY, row),
                doubleOrNull(LogColumn.GEO_LATITUDE, row),
                doubleOrNull(LogColumn.GEO_LONGITUDE, row),
                asn == null ? null : Long.valueOf(asn));
    }

    private @Nullable User user(int row) {
        String name = text(LogColumn.USER_NAME, row);
        String segment = text(LogColumn.USER_SEGMENT, row);
        String homeCountry = text(LogColumn.USER_HOME_COUNTRY, row);
        Integer riskScore = intOrNull(LogColumn.USER_RISK_SCORE, row);
        return name == null && segment == null && homeCountry == null && riskScore == null
                ? null
                : new User(name, segment, homeCountry, riskScore);
    }

    private @Nullable Catalogue catalogue(int row) {
        String owner = text(LogColumn.CATALOGUE_OWNER, row);
        String tier = text(LogColumn.CATALOGUE_TIER, row);
        String runbook = text(LogColumn.CATALOGUE_RUNBOOK, row);
        return owner == null && tier == null && runbook == null
                ? null
                : new Catalogue(owner, tier, runbook);
    }

    private @Nullable Business business(int row) {
        String tier = text(LogColumn.BUSINESS_TIER, row);
        Double revenue = doubleOrNull(LogColumn.BUSINESS_REVENUE, row);
        Integer riskScore = intOrNull(LogColumn.BUSINESS_RISK_SCORE, row);
        if (tier == null && revenue == null && riskScore == null) {
            return null;
        }
        return new Business(tier, revenue, riskScore);
    }

    private @Nullable String text(LogColumn column, int row) {
        return has(column) ? texts(column).get(row) : null;
    }

    private String textOr(String otherwise, LogColumn column, int row) {
        String text = text(column, row);
        return text == null ? otherwise : text;
    }

    private @Nullable Integer intOrNull(LogColumn column, int row) {
        if (!has(column)) {
            return null;
        }
        long value = longs(column).get(row);
        return value == column.absent() ? null : (int) value;
    }

    private @Nullable Double doubleOrNull(LogColumn column, int row) {
        if (!has(column)) {
            return null;
        }
        double value = doubles(column).get(row);
        return Double.isNaN(value) ? null : value;
    }

    private static long[] absentLongs() {
        long[] absent = new long[128];
        Arrays.stream(LogColumn.values()).forEach(column -> absent[column.id()] = column.absent());
        return absent;
    }
}
