package io.stacklens.logstore.scan;

import io.stacklens.logstore.query.TextTest;

/**
 * The records of one severity and one service in one minute of a block.
 *
 * @param service its place among the block's services, or -1 when records of several are meant
 * @param severity 0 for TRACE
 */
public record Cell(
        BlockSummary block, long minTime, long maxTime, int service, int severity, int records)
        implements Known {

    public boolean isOfOneService() {
        return service >= 0;
    }

    public String serviceName() {
        return block.services().get(service);
    }

    @Override
    public long ofSeverities(int mask) {
        return (mask >> severity & 1) != 0 ? records : 0;
    }

    @Override
    public long ofServices(TextTest test) {
        return test.test(serviceName()) ? records : 0;
    }

    @Override
    public boolean mayContain(long hash) {
        return block.mayContain(hash);
    }
}
