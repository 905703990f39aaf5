package io.stacklens.logstore.block;

import io.stacklens.logstore.filter.HashSet;
import io.stacklens.logstore.filter.TokenFilter;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.LongColumn;
import io.stacklens.model.batch.TextColumn;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A block as it is stored: the payload, and what can be known of its records without it.
 *
 * @param minTime earliest event time, nanoseconds since the epoch
 * @param lines received lines that the records were made of
 * @param rawBytes of these lines
 * @param services records by service
 * @param severities records by severity, TRACE first
 * @param counts of {@link BlockCounts}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; the arrays are written out once.
public record EncodedBlock(
        long minTime,
        long maxTime,
        int records,
        long lines,
        long rawBytes,
        Map<String, Integer> services,
        List<Integer> severities,
        byte[] counts,
        byte[] filter,
        byte[] directory,
        byte[] payload) {

    /** The service of records that have none. */
    static final String UNNAMED = "unknown";

    private static final int TOKENS_PER_RECORD = 4;

    /**
     * Encodes the records of a block.
     *
     * @param chunks each of at least one row, all of one UTC day
     * @param level zstd's compression level
     */
    public static EncodedBlock of(List<LogBatch> chunks, int level) {
        long minTime = Long.MAX_VALUE;
        long maxTime = Long.MIN_VALUE;
        int records = 0;
        long lines = 0;
        long rawBytes = 0;
        for (LogBatch chunk : chunks) {
            LongColumn rawSizes = chunk.longs(LogColumn.RAW_SIZE);
            for (int row = 0; row < chunk.size(); row++) {
                long time = chunk.eventTime(row);
                minTime = Math.min(minTime, time);
                maxTime = Math.max(maxTime, time);
                lines += chunk.lineCount(row);
                rawBytes += rawSizes.get(row);
            }
            records += chunk.size();
        }
        Map<String, Integer> services = services(chunks);
        Payload payload = Payload.pack(chunks, level);
        return new EncodedBlock(
                minTime,
                maxTime,
                records,
                lines,
                rawBytes,
                services,
                severities(chunks),
                BlockCounts.of(chunks, List.copyOf(services.keySet()), minTime, maxTime),
                filter(chunks, records),
                payload.directory(),
                payload.bytes());
    }

    /** Bit n is set when a record has the n-th severity. */
    public int severityMask() {
        int mask = 0;
        for (int severity = 0; severity < severities.size(); severity++) {
            mask |= severities.get(severity) > 0 ? 1 << severity : 0;
        }
        return mask;
    }

    /** A service as the database can hold it: its texts know no NUL. */
    static String serviceName(TextColumn services, int entry) {
        return services.entryText(entry).replace('\0', '\uFFFD');
    }

    private static byte[] filter(List<LogBatch> chunks, int records) {
        HashSet hashes = new HashSet(records * TOKENS_PER_RECORD);
        chunks.forEach(chunk -> BlockTokens.collect(chunk, hashes));
        return TokenFilter.of(hashes);
    }

    private static Map<String, Integer> services(List<LogBatch> chunks) {
        Map<String, Integer> services = new TreeMap<>();
        for (LogBatch chunk : chunks) {
            TextColumn column = chunk.texts(LogColumn.SERVICE);
            int[] counts = new int[column.entryCount()];
            int unnamed = 0;
            for (int row = 0; row < chunk.size(); row++) {
                int entry = column.entry(row);
                if (entry < 0) {
                    unnamed++;
                } else {
                    counts[entry]++;
                }
            }
            for (int entry = 0; entry < counts.length; entry++) {
                if (counts[entry] > 0) {
                    services.merge(serviceName(column, entry), counts[entry], Integer::sum);
                }
            }
            if (unnamed > 0) {
                services.merge(UNNAMED, unnamed, Integer::sum);
            }
        }
        return services;
    }

    private static List<Integer> severities(List<LogBatch> chunks) {
        Integer[] counts = {0, 0, 0, 0, 0, 0};
        for (LogBatch chunk : chunks) {
            LongColumn numbers = chunk.longs(LogColumn.SEVERITY_NUMBER);
            for (int row = 0; row < chunk.size(); row++) {
                counts[Severity.ofNumber((int) numbers.get(row)).index()]++;
            }
        }
        return List.of(counts);
    }
}
