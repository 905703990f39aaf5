package io.stacklens.logstore.scan;

import java.util.List;

/**
 * What is known of a stored block without its payload.
 *
 * @param minTime no record is earlier; nanoseconds since the epoch
 * @param maxTime no record is later
 * @param serviceRecords records of each of the services
 * @param severityRecords records of each severity, TRACE first
 * @param slices of the token filter, one for each of the probes
 */
public record BlockSummary(
        long blockId,
        long minTime,
        long maxTime,
        int records,
        List<String> services,
        List<Integer> serviceRecords,
        List<Integer> severityRecords,
        FilterProbes probes,
        List<byte[]> slices) {

    boolean mayContain(long hash) {
        return probes.mayContain(slices, hash);
    }
}
