package io.stacklens.collector.multiline;

import io.stacklens.collector.intake.RawLine;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Joins the lines of one stream: a connection, a peer, a request. The lines of programs that share
 * a syslog stream are kept apart by host, program and process. A record stands where its first line
 * stood. Not thread-safe.
 */
public final class LineJoiner {

    /** Programs of one stream whose records may be open at once. */
    private static final int MOST_OPEN = 32;

    private final MultilineProperties limits;
    private final int maxBytes;
    private final IntConsumer joinedLines;
    private final LineHead head = new LineHead();
    private final LineText message = new LineText();

    /** What was taken and not handed out, in order. A place that an open record has is its own. */
    private List<RawLine> records = new ArrayList<>();

    /** Most recently continued last. */
    private final List<OpenRecord> open = new ArrayList<>();

    /**
     * Begins a stream.
     *
     * @param maxBytes a record grows up to so many bytes
     * @param joinedLines told how many lines were joined to others
     */
    LineJoiner(MultilineProperties limits, int maxBytes, IntConsumer joinedLines) {
        this.limits = limits;
        this.maxBytes = maxBytes;
        this.joinedLines = joinedLines;
    }

    /** Takes a record that is complete in itself, such as JSON; what was open is closed. */
    public void addWhole(RawLine line) {
        open.removeIf(this::close);
        records.add(line);
    }

    /** Takes the next line, which continues an open record or begins one. */
    public void add(RawLine line, long nanos) {
        if (!limits.enabled()) {
            records.add(line);
            return;
        }
        int end = line.offset() + line.length();
        head.read(line.bytes(), line.offset(), end);
        message.set(line.bytes(), head.messageStart(), end);
        boolean isBare = head.messageStart() == line.offset();
        // A line without a head may be the rest of whatever came last: some senders put a head
        // before the first line of a message only.
        OpenRecord record = isBare && !open.isEmpty() ? open.getLast() : ofSameKey(line.bytes());
        Trace next = record == null ? null : next(record);
        if (record != null && next != null) {
            record.append(line, message, next, nanos);
        } else {
            begin(isBare ? ofSameKey(line.bytes()) : record, line, nanos);
        }
    }

    /** The open record of the program whose line it is; it becomes the last of the open ones. */
    private @Nullable OpenRecord ofSameKey(byte[] bytes) {
        int hash = head.keyHash();
        for (int i = open.size() - 1; i >= 0; i--) {
            OpenRecord record = open.get(i);
            if (record.isOf(bytes, head.keyStart(), head.keyEnd(), hash)) {
                if (i < open.size() - 1) {
                    open.remove(i);
                    open.add(record);
                }
                return record;
            }
        }
        return null;
    }

    /** What an open record is when the line continues it, or null. */
    private @Nullable Trace next(OpenRecord record) {
        int first = message.first();
        boolean isPlain = LineText.isDigit(first) || first == '<' || first == '{';
        boolean isFull =
                record.lines() == limits.maxLines()
                        || record.length() + 1 + message.end() - message.start() > maxBytes;
        return isFull || (isPlain && record.trace() == Trace.NONE)
                ? null
                : record.trace().after(record.begin(), message, head.hasKey());
    }

    /** Begins a record, in place of an earlier one of the same program if there is one. */
    private void begin(@Nullable OpenRecord earlier, RawLine line, long nanos) {
        if (earlier != null) {
            close(earlier);
        }
        records.add(line);
        if (message.first() == '{') {
            open.remove(earlier);
            return;
        }
        OpenRecord record = earlier == null ? opened(line) : earlier;
        record.begin(line, message, Trace.begunBy(message), records.size() - 1, nanos);
    }

    private OpenRecord opened(RawLine line) {
        OpenRecord record;
        if (open.size() == MOST_OPEN) {
            record = open.removeFirst();
            close(record);
        } else {
            record = new OpenRecord(line);
        }
        record.ofKey(line.bytes(), head.keyStart(), head.keyEnd(), head.keyHash());
        open.add(record);
        return record;
    }

    /** Puts a record where its first line stands. */
    private boolean close(OpenRecord record) {
        if (record.lines() > 1) {
            records.set(record.index(), record.line());
            joinedLines.accept(record.lines() - 1);
        }
        return true;
    }

    /** What is complete by now; the rest stays, in arrays of its own. */
    public List<RawLine> takeComplete(long nanos) {
        open.removeIf(record -> isDue(record, nanos) && close(record));
        while (heldBytes() > maxBytes) {
            close(open.removeFirst());
        }
        if (open.isEmpty()) {
            return takeAll();
        }
        List<OpenRecord> held =
                open.stream().sorted(Comparator.comparingInt(OpenRecord::index)).toList();
        List<RawLine> taken = new ArrayList<>(records.size());
        List<RawLine> kept = new ArrayList<>();
        int from = 0;
        for (OpenRecord record : held) {
            taken.addAll(records.subList(from, record.index()));
            from = record.index() + 1;
            record.detach();
            record.index(kept.size());
            kept.add(record.line());
        }
        taken.addAll(records.subList(from, records.size()));
        records = kept;
        return taken;
    }

    /** All there is, at the end of the stream. */
    public List<RawLine> takeAll() {
        open.removeIf(this::close);
        List<RawLine> taken = records;
        records = new ArrayList<>();
        return taken;
    }

    public boolean isHolding() {
        return !open.isEmpty();
    }

    /** Bytes of the records that are held. */
    long heldBytes() {
        return open.stream().mapToLong(OpenRecord::length).sum();
    }

    /** How long the next record that is held has still to wait; 0 if its time has come. */
    public long nanosToWait(long nanos) {
        long wait = limits.flushAfter().toNanos();
        for (OpenRecord record : open) {
            wait = Math.min(wait, record.lastNanos() + limits.flushAfter().toNanos() - nanos);
        }
        return Math.max(0, wait);
    }

    private boolean isDue(OpenRecord record, long nanos) {
        return nanos - record.lastNanos() >= limits.flushAfter().toNanos();
    }
}
