package io.stacklens.logstore.block;

import io.stacklens.model.Severity;
import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.LongColumn;
import io.stacklens.model.batch.MalformedBatchException;
import io.stacklens.model.batch.TextColumn;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many records of a block there are by minute, service and severity. Stored beside the payload
 * and answers most counts without it.
 *
 * <p>Layout, version 2; counts are varints, and the last four bytes are the CRC-32C of the others:
 *
 * <pre>
 * byte   version, 2
 * zigzag first minute since the epoch
 * count  m, minutes from it on; m ×
 *            count  n, cells; n ×
 *                       count  cell - cell before - 1 (-1 before the first), where a cell is the
 *                              service's place among the block's services × 6 + the severity's
 *                       count  records
 * </pre>
 *
 * No bytes at all: not stored, since there would be nearly as many cells as records.
 */
public final class BlockCounts {

    public static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    static final byte[] NONE = {};

    private static final int SEVERITIES = Severity.values().length;
    private static final int MAX_CELLS = 1 << 16;
    private static final int RECORDS_PER_CELL = 4;

    private BlockCounts() {}

    /** Takes the cells that have records. */
    public interface Sink {
        void accept(long minute, int service, int severity, int records);
    }

    /**
     * Counts.
     *
     * @param services distinct and sorted, those of all records
     */
    static byte[] of(List<LogBatch> chunks, List<String> services, long minTime, long maxTime) {
        long first = Math.floorDiv(minTime, MINUTE);
        int inMinute = services.size() * SEVERITIES;
        // A block lies within a day.
        long cells = (Math.floorDiv(maxTime, MINUTE) - first + 1) * inMinute;
        if (cells > MAX_CELLS) {
            return NONE;
        }
        int[] counts = new int[Math.toIntExact(cells)];
        chunks.forEach(chunk -> count(chunk, services, first, counts));
        return encode(first, counts, inMinute);
    }

    /**
     * Reads the counts of a block.
     *
     * @return whether there are any
     * @throws DamagedBlockException if the bytes are none
     */
    public static boolean read(byte[] bytes, Sink sink) {
        if (bytes.length == 0) {
            return false;
        }
        BlockDirectory.requireChecksum(bytes, "counts");
        try {
            ByteReader in = new ByteReader(bytes, 1, bytes.length - 1 - Integer.BYTES);
            long first = in.readSignedVarint();
            int minutes = in.readCount(MAX_CELLS);
            for (int minute = 0; minute < minutes; minute++) {
                int cell = -1;
                for (int left = in.readCount(MAX_CELLS); left > 0; left--) {
                    cell += in.readCount(MAX_CELLS) + 1;
                    int records = in.readCount(Integer.MAX_VALUE);
                    sink.accept(first + minute, cell / SEVERITIES, cell % SEVERITIES, records);
                }
            }
            return true;
        } catch (MalformedBatchException e) {
            throw new DamagedBlockException("counts: " + e.getMessage());
        }
    }

    private static void count(LogBatch chunk, List<String> services, long first, int[] counts) {
        TextColumn names = chunk.texts(LogColumn.SERVICE);
        LongColumn severities = chunk.longs(LogColumn.SEVERITY_NUMBER);
        int[] places = new int[names.entryCount()];
        for (int entry = 0; entry < places.length; entry++) {
            places[entry] = services.indexOf(EncodedBlock.serviceName(names, entry));
        }
        int unnamed = services.indexOf(EncodedBlock.UNNAMED);
        for (int row = 0; row < chunk.size(); row++) {
            int entry = names.entry(row);
            long minute = Math.floorDiv(chunk.eventTime(row), MINUTE) - first;
            int service = entry < 0 ? unnamed : places[entry];
            int severity = Severity.ofNumber((int) severities.get(row)).index();
            counts[((int) minute * services.size() + service) * SEVERITIES + severity]++;
        }
    }

    private static byte[] encode(long first, int[] counts, int inMinute) {
        ByteWriter out = new ByteWriter(256);
        out.writeByte(BlockDirectory.VERSION);
        out.writeSignedVarint(first);
        out.writeVarint(counts.length / inMinute);
        long records = 0;
        int cells = 0;
        for (int minute = 0; minute < counts.length; minute += inMinute) {
            cells += encodeMinute(counts, minute, inMinute, out);
        }
        for (int count : counts) {
            records += count;
        }
        if ((long) cells * RECORDS_PER_CELL > records + 64) {
            return NONE;
        }
        byte[] soFar = out.toByteArray();
        BlockDirectory.writeInt(out, BlockDirectory.checksum(soFar, 0, soFar.length));
        return out.toByteArray();
    }

    private static int encodeMinute(int[] counts, int start, int inMinute, ByteWriter out) {
        int cells = 0;
        for (int cell = 0; cell < inMinute; cell++) {
            cells += counts[start + cell] > 0 ? 1 : 0;
        }
        out.writeVarint(cells);
        int last = -1;
        for (int cell = 0; cell < inMinute; cell++) {
            if (counts[start + cell] > 0) {
                out.writeVarint(cell - last - 1);
                out.writeVarint(counts[start + cell]);
                last = cell;
            }
        }
        return cells;
    }
}
