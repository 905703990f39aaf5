package io.stacklens.collector.spool;

/**
 * A batch in the spool.
 *
 * @param sequence grows with every batch of a partition, over all restarts
 * @param writtenAt milliseconds since the epoch
 * @param logRecords how many log records it holds
 * @param doubtFrom -1 when Kafka has never seen it, else the first offset at which it may already
 *     stand on its topic
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record SpooledBatch(
        long sequence, long writtenAt, int logRecords, long doubtFrom, byte[] value) {

    public static final long NO_DOUBT = -1;

    public boolean isDoubtful() {
        return doubtFrom != NO_DOUBT;
    }
}
