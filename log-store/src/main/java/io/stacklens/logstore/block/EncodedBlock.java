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
        byte[] filter,
        byte[] directory,
        byte[] payload) {

    /**
     * Encodes a batch of at least one row.
     *
     * @param level zstd's compression level
     */
    public static EncodedBlock of(LogBatch batch, int level) {
        HashSet hashes = new HashSet();
        BlockTokens.collect(batch, hashes);
        Payload payload = Payload.pack(batch, level);
        LongColumn rawSizes = batch.longs(LogColumn.RAW_SIZE);
        long minTime = Long.MAX_VALUE;
        long maxTime = Long.MIN_VALUE;
        long lines = 0;
        long rawBytes = 0;
        for (int row = 0; row < batch.size(); row++) {
            long time = batch.eventTime(row);
            minTime = Math.min(minTime, time);
            maxTime = Math.max(maxTime, time);
            lines += batch.lineCount(row);
            rawBytes += rawSizes.get(row);
        }
        return new EncodedBlock(
                minTime,
                maxTime,
                batch.size(),
                lines,
                rawBytes,
                services(batch),
                severities(batch),
                TokenFilter.of(hashes),
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

    private static Map<String, Integer> services(LogBatch batch) {
        TextColumn column = batch.texts(LogColumn.SERVICE);
        int[] counts = new int[column.entryCount()];
        int unnamed = 0;
        for (int row = 0; row < batch.size(); row++) {
            int entry = column.entry(row);
            if (entry < 0) {
                unnamed++;
            } else {
                counts[entry]++;
            }
        }
        Map<String, Integer> services = new TreeMap<>();
        for (int entry = 0; entry < counts.length; entry++) {
            if (counts[entry] > 0) {
                // PostgreSQL's text cannot hold NUL.
                String service = column.entryText(entry).replace('\0', '\uFFFD');
                services.merge(service, counts[entry], Integer::sum);
            }
        }
        if (unnamed > 0) {
            services.merge("unknown", unnamed, Integer::sum);
        }
        return services;
    }

    private static List<Integer> severities(LogBatch batch) {
        LongColumn numbers = batch.longs(LogColumn.SEVERITY_NUMBER);
        Integer[] counts = {0, 0, 0, 0, 0, 0};
        for (int row = 0; row < batch.size(); row++) {
            counts[Severity.ofNumber((int) numbers.get(row)).index()]++;
        }
        return List.of(counts);
    }
}
