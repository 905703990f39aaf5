package io.stacklens.logstore;

import java.time.Duration;

/**
 * How blocks are cut, packed and read.
 *
 * @param blockRecords most records in a block
 * @param blockBytes most bytes of bodies and attributes in a block, before compression
 * @param compressionLevel zstd's level, 1 to 19
 * @param highRisk risk score from which a record is also kept as a row of {@code high_risk_records}
 * @param highRiskRows most such rows in one flush
 * @param readTransaction after which a walk through many blocks goes on in a new transaction; a
 *     longer one keeps old rows and partitions from going
 * @param scanThreads that look into blocks, for all searches together
 */
public record LogStoreOptions(
        int blockRecords,
        int blockBytes,
        int compressionLevel,
        int highRisk,
        int highRiskRows,
        Duration readTransaction,
        int scanThreads) {

    public LogStoreOptions {
        if (blockRecords < 1 || blockBytes < 1) {
            throw new IllegalArgumentException(
                    "blocks of %d records and %d bytes (expected: at least 1)"
                            .formatted(blockRecords, blockBytes));
        }
    }

    public static LogStoreOptions defaults() {
        return new LogStoreOptions(
                4096,
                16 << 20,
                1,
                70,
                1000,
                Duration.ofSeconds(10),
                Runtime.getRuntime().availableProcessors());
    }
}
