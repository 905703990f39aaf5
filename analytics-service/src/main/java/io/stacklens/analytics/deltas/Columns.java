package io.stacklens.analytics.deltas;

import static io.stacklens.model.batch.LogColumn.BODY;
import static io.stacklens.model.batch.LogColumn.DURATION_MS;
import static io.stacklens.model.batch.LogColumn.EXCEPTION_TYPE;
import static io.stacklens.model.batch.LogColumn.HOST;
import static io.stacklens.model.batch.LogColumn.HTTP_METHOD;
import static io.stacklens.model.batch.LogColumn.HTTP_ROUTE;
import static io.stacklens.model.batch.LogColumn.HTTP_STATUS;
import static io.stacklens.model.batch.LogColumn.OBSERVED_TIMESTAMP;
import static io.stacklens.model.batch.LogColumn.ORIGIN_INDEX;
import static io.stacklens.model.batch.LogColumn.ORIGIN_OFFSET;
import static io.stacklens.model.batch.LogColumn.ORIGIN_PARTITION;
import static io.stacklens.model.batch.LogColumn.RAW_SIZE;
import static io.stacklens.model.batch.LogColumn.SERVICE;
import static io.stacklens.model.batch.LogColumn.SEVERITY_NUMBER;
import static io.stacklens.model.batch.LogColumn.TEMPLATE;
import static io.stacklens.model.batch.LogColumn.TEMPLATE_ID;
import static io.stacklens.model.batch.LogColumn.TIMESTAMP;
import static io.stacklens.model.batch.LogColumn.URL_PATH;
import static io.stacklens.model.batch.LogColumn.USER_ID;

import io.stacklens.model.RecordId;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.DoubleColumn;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LongColumn;
import io.stacklens.model.batch.TextColumn;

/**
 * The columns of a batch that counting needs, all decoded when made: what is malformed is found
 * before the first row is counted.
 */
record Columns(
        int rows,
        LongColumn timestamps,
        LongColumn observed,
        LongColumn severities,
        LongColumn statuses,
        DoubleColumn durations,
        LongColumn rawSizes,
        TextColumn services,
        TextColumn hosts,
        TextColumn methods,
        TextColumn httpRoutes,
        TextColumn paths,
        TextColumn users,
        TextColumn exceptions,
        TextColumn templateIds,
        TextColumn templates,
        TextColumn bodies,
        LongColumn originPartitions,
        LongColumn originOffsets,
        LongColumn originIndexes) {

    static Columns of(LogBatch batch) {
        return new Columns(
                batch.size(),
                batch.longs(TIMESTAMP),
                batch.longs(OBSERVED_TIMESTAMP),
                batch.longs(SEVERITY_NUMBER),
                batch.longs(HTTP_STATUS),
                batch.doubles(DURATION_MS),
                batch.longs(RAW_SIZE),
                batch.texts(SERVICE),
                batch.texts(HOST),
                batch.texts(HTTP_METHOD),
                batch.texts(HTTP_ROUTE),
                batch.texts(URL_PATH),
                batch.texts(USER_ID),
                batch.texts(EXCEPTION_TYPE),
                batch.texts(TEMPLATE_ID),
                batch.texts(TEMPLATE),
                batch.texts(BODY),
                batch.longs(ORIGIN_PARTITION),
                batch.longs(ORIGIN_OFFSET),
                batch.longs(ORIGIN_INDEX));
    }

    long eventTime(int row) {
        long timestamp = timestamps.get(row);
        return timestamp != 0 ? timestamp : observed.get(row);
    }

    int severityNumber(int row) {
        return (int) severities.get(row);
    }

    int status(int row) {
        return (int) statuses.get(row);
    }

    /** Severity ERROR or worse, or an HTTP status of 500 or more. */
    boolean isError(int row) {
        return Severity.ofNumber(severityNumber(row)).isAtLeast(Severity.ERROR)
                || statuses.get(row) >= 500;
    }

    RecordId id(int row) {
        return new RecordId(
                eventTime(row),
                (int) originPartitions.get(row),
                originOffsets.get(row),
                (int) originIndexes.get(row));
    }
}
