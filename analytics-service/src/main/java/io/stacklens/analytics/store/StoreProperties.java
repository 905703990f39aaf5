package io.stacklens.analytics.store;

import io.stacklens.logstore.LogStoreOptions;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Settings of the log store writer.
 *
 * @param blockRecords most log records in a block; so many are written at once
 * @param blockSize most bytes of bodies and attributes in a block, before compression
 * @param flushInterval longest time that a log record waits for others to share its block
 * @param compressionLevel zstd's level, 1 to 19
 * @param highRisk risk score from which a log record is also kept as a row of high_risk_records
 * @param highRiskRows most such rows written at once; of more, those of the highest score
 * @param maxPollRecords most batches of log records that one poll takes from Kafka
 * @param mergeInterval how often small blocks are merged
 * @param mergeAfter how long a block stays as it is before it may be merged
 * @param packAfter how long a day has ended, and nothing has arrived for it, before its blocks are
 *     packed harder
 * @param packLevel zstd's level for that, 1 to 19
 * @param packInterval how often it is looked for such days
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.analytics.store", ignoreUnknownFields = false)
record StoreProperties(
        @Positive @DefaultValue("4096") int blockRecords,
        @NotNull @DefaultValue("16MB") DataSize blockSize,
        @NotNull @DefaultValue("200ms") Duration flushInterval,
        @Min(1) @Max(19) @DefaultValue("1") int compressionLevel,
        @Min(0) @Max(100) @DefaultValue("70") int highRisk,
        @Positive @DefaultValue("1000") int highRiskRows,
        @Positive @DefaultValue("8") int maxPollRecords,
        @NotNull @DefaultValue("10s") Duration mergeInterval,
        @NotNull @DefaultValue("5s") Duration mergeAfter,
        @NotNull @DefaultValue("1d") Duration packAfter,
        @Min(1) @Max(19) @DefaultValue("6") int packLevel,
        @NotNull @DefaultValue("10m") Duration packInterval) {

    LogStoreOptions options() {
        return new LogStoreOptions(
                blockRecords,
                Math.toIntExact(blockSize.toBytes()),
                compressionLevel,
                highRisk,
                highRiskRows,
                LogStoreOptions.defaults().readTransaction(),
                LogStoreOptions.defaults().scanThreads());
    }
}
