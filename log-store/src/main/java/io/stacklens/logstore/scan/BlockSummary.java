package io.stacklens.logstore.scan;

import io.stacklens.logstore.filter.TokenFilter;
import io.stacklens.logstore.query.TextTest;

import java.util.List;

/**
 * What is known of a stored block without its payload.
 *
 * @param version of its layout
 * @param services distinct; none when they were not asked for
 * @param serviceRecords records of each of the services
 * @param severityRecords records of each severity, TRACE first; none when not asked for
 * @param slices of the token filter, one for each of the probes
 */
public record BlockSummary(
        long blockId,
        int version,
        long minTime,
        long maxTime,
        int records,
        List<String> services,
        List<Integer> serviceRecords,
        List<Integer> severityRecords,
        FilterProbes probes,
        List<byte[]> slices)
        implements Known {

    /** Whether the slices are as they were written; one that is not may hold anything. */
    public boolean isFilterIntact() {
        return slices.stream().allMatch(slice -> TokenFilter.isSliceIntact(slice, version));
    }

    @Override
    public long ofSeverities(int mask) {
        long sum = 0;
        for (int severity = 0; severity < severityRecords.size(); severity++) {
            sum += (mask >> severity & 1) != 0 ? severityRecords.get(severity) : 0;
        }
        return sum;
    }

    @Override
    public long ofServices(TextTest test) {
        long sum = 0;
        for (int service = 0; service < services.size(); service++) {
            sum += test.test(services.get(service)) ? serviceRecords.get(service) : 0;
        }
        return sum;
    }

    @Override
    public boolean mayContain(long hash) {
        return probes.mayContain(slices, version, hash);
    }
}
