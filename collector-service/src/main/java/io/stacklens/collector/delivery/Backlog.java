package io.stacklens.collector.delivery;

/**
 * What of a partition its reader has not read, against what the topic's retention leaves it.
 *
 * @param begin first offset that is there
 * @param next offset that the reader reads next
 * @param end offset behind the last record
 * @param bytes of all records that are there
 * @param retainedBytes the topic's {@code retention.bytes}; -1 for no bound
 * @param firstYoung first offset of the records that are younger than the share of the retention
 *     time that may pass; {@code end} when none is
 */
record Backlog(long begin, long next, long end, long bytes, long retainedBytes, long firstYoung) {

    /** Whether so many percent of what is retained are unread, in bytes or in time. */
    boolean exceeds(int percent) {
        long unread = end - Math.max(next, begin);
        if (unread <= 0) {
            return false;
        }
        boolean isTooLarge =
                retainedBytes >= 0
                        && (double) bytes * unread / (end - begin)
                                > (double) retainedBytes * percent / 100;
        return isTooLarge || next < firstYoung;
    }
}
