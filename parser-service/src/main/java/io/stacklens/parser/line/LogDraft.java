package io.stacklens.parser.line;

import io.stacklens.model.batch.ColumnSpec;
import io.stacklens.model.batch.LogColumn;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A log record while it is being parsed: slices of the line and of a {@link Scratch}, used again
 * for every line. The first to give a field its value wins. Not thread-safe.
 */
public final class LogDraft {

    /** The texts of a line; columns with higher ids are those of enrichment. */
    private static final LogColumn[] TEXTS =
            Arrays.stream(LogColumn.values())
                    .filter(column -> column.kind() == ColumnSpec.Kind.TEXT)
                    .filter(column -> column.id() < Long.SIZE)
                    .toArray(LogColumn[]::new);

    private static final int ZONE_KNOWN = Integer.MIN_VALUE;

    /** By the ids of their columns, which are below 64. */
    private final Slice[] texts = new Slice[Long.SIZE];

    private final Slice timestampText = new Slice();
    private final Slice appName = new Slice();
    private final Scratch scratch = new Scratch();
    private final Attributes attributes;

    /** A bit for every text that is there. */
    private long present;

    private long observedTimestamp;
    private long timestamp;
    private boolean hasTimestamp;
    private int assumedOffset;
    private boolean isDateKnown;
    private int severityNumber;
    private int httpStatus;
    private double durationMs;
    private String format = "text";
    private boolean isDropped;
    private boolean isOriginalWithheld;

    public LogDraft(AttributeLimits limits) {
        attributes = new Attributes(limits);
        for (int i = 0; i < texts.length; i++) {
            texts[i] = new Slice();
        }
        clear(0);
    }

    /** Empties the draft for the next line, first seen at this time. */
    public void clear(long newObservedTimestamp) {
        observedTimestamp = newObservedTimestamp;
        scratch.clear();
        isDropped = false;
        isOriginalWithheld = false;
        forget();
    }

    /** Forgets what a format that then did not recognise the line has put in. */
    public void forget() {
        present = 0;
        timestamp = 0;
        hasTimestamp = false;
        assumedOffset = ZONE_KNOWN;
        timestampText.set(scratch.bytes(), 0, 0);
        appName.set(scratch.bytes(), 0, 0);
        format = "text";
        severityNumber = 0;
        httpStatus = 0;
        durationMs = Double.NaN;
        attributes.clear();
    }

    public long observedTimestamp() {
        return observedTimestamp;
    }

    public Scratch scratch() {
        return scratch;
    }

    public Attributes attributes() {
        return attributes;
    }

    public boolean has(LogColumn column) {
        return (present & 1L << column.id()) != 0;
    }

    /** The text of a column that the draft {@linkplain #has has}. */
    public Slice text(LogColumn column) {
        return texts[column.id()];
    }

    /** Gives a column its text, unless it has one or the text is empty. */
    public boolean put(LogColumn column, byte[] bytes, int start, int end) {
        if (has(column) || start == end) {
            return false;
        }
        replace(column, bytes, start, end);
        return true;
    }

    public void replace(LogColumn column, byte[] bytes, int start, int end) {
        texts[column.id()].set(bytes, start, end);
        present |= 1L << column.id();
    }

    public void addAttribute(
            byte[] key, int keyStart, int keyEnd, byte[] value, int valueStart, int valueEnd) {
        attributes.add(key, keyStart, keyEnd, value, valueStart, valueEnd);
    }

    public void addAttribute(String key, byte[] value, int valueStart, int valueEnd) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        attributes.add(name, 0, name.length, value, valueStart, valueEnd);
    }

    public void addAttribute(String key, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        addAttribute(key, bytes, 0, bytes.length);
    }

    /** Adds an attribute that no limit cuts or leaves out: what the parser itself has to say. */
    public void addNote(String key, String value) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        attributes.addWhole(name, 0, name.length, bytes, 0, bytes.length);
    }

    /** The same with a text that is there as bytes. */
    public void addNote(String key, byte[] value, int valueStart, int valueEnd) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        attributes.addWhole(name, 0, name.length, value, valueStart, valueEnd);
    }

    public boolean hasTimestamp() {
        return hasTimestamp;
    }

    /** Nanoseconds since the epoch; 0 when the line did not say. */
    public long timestamp() {
        return timestamp;
    }

    /** The timestamp as the source wrote it; empty when it did not. */
    public Slice timestampText() {
        return timestampText;
    }

    public void putTimestamp(long epochNanos, byte[] bytes, int start, int end) {
        timestamp = epochNanos;
        hasTimestamp = true;
        assumedOffset = ZONE_KNOWN;
        timestampText.set(bytes, start, end);
    }

    /**
     * Says that the timestamp named no zone and was read with this offset from UTC.
     *
     * @param isDate whether it has a date, not a time of day alone
     */
    public void assumeOffset(int seconds, boolean isDate) {
        assumedOffset = seconds;
        isDateKnown = isDate;
    }

    /** Whether the zone of the timestamp was assumed. */
    public boolean isZoneAssumed() {
        return assumedOffset != ZONE_KNOWN;
    }

    /** The offset that was assumed, in seconds east of UTC. */
    public int assumedOffset() {
        return assumedOffset;
    }

    /** Whether the timestamp has a date, not a time of day alone. */
    public boolean isDateKnown() {
        return isDateKnown;
    }

    /** 1 to 24, or 0 when the line did not say. */
    public int severityNumber() {
        return severityNumber;
    }

    public void putSeverity(int number) {
        severityNumber = number;
    }

    /** 0 when there is none. */
    public int httpStatus() {
        return httpStatus;
    }

    public void putHttpStatus(int status) {
        httpStatus = status;
    }

    /** NaN when there is none. */
    public double durationMs() {
        return durationMs;
    }

    public void putDurationMs(double milliseconds) {
        durationMs = milliseconds;
    }

    /**
     * The program that syslog names, the service when nothing else says one; empty if there is
     * none.
     */
    public Slice appName() {
        return appName;
    }

    public void remove(LogColumn column) {
        present &= ~(1L << column.id());
    }

    public void removeTimestamp() {
        timestamp = 0;
        hasTimestamp = false;
    }

    /** Leaves the record out. */
    public void drop() {
        isDropped = true;
    }

    /** Says that the record must not have the line as it was received. */
    public void withholdOriginal() {
        isOriginalWithheld = true;
    }

    public boolean isOriginalWithheld() {
        return isOriginalWithheld;
    }

    public boolean isDropped() {
        return isDropped;
    }

    /** What the line was taken for. */
    public String format() {
        return format;
    }

    public void format(String name) {
        format = name;
    }

    /**
     * Takes over what a payload inside this line says of itself: its own fields count more than
     * those of the envelope, and its attributes are added.
     */
    public void takeOver(LogDraft payload) {
        for (LogColumn column : TEXTS) {
            if (payload.has(column)) {
                Slice text = payload.text(column);
                replace(column, text.bytes(), text.start(), text.end());
            }
        }
        if (appName.length() == 0) {
            Slice name = payload.appName;
            appName.set(name.bytes(), name.start(), name.end());
        }
        if (payload.hasTimestamp) {
            Slice text = payload.timestampText;
            putTimestamp(payload.timestamp, text.bytes(), text.start(), text.end());
            assumedOffset = payload.assumedOffset;
            isDateKnown = payload.isDateKnown;
        }
        if (payload.severityNumber != 0) {
            severityNumber = payload.severityNumber;
        }
        if (payload.httpStatus != 0) {
            httpStatus = payload.httpStatus;
        }
        if (!Double.isNaN(payload.durationMs)) {
            durationMs = payload.durationMs;
        }
        attributes.addAll(payload.attributes);
    }
}
