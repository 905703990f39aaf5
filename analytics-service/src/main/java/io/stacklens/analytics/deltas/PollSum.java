package io.stacklens.analytics.deltas;

import io.stacklens.analytics.deltas.TemplateSum.TemplateKey;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.TextColumn;
import io.stacklens.model.window.Bucket;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.model.window.WindowSize;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up the batches of one poll, column by column: a service's total, its routes, its templates.
 * No row becomes a record.
 */
final class PollSum {

    private static final String UNKNOWN = "unknown";
    private static final int MAX_NAME_LENGTH = 256;

    private final Map<String, ServiceSum> services = new HashMap<>();

    /** Adds all of a batch, or throws before anything is added. */
    void add(LogBatch batch) {
        Columns columns = Columns.of(batch);
        RouteNames routes = new RouteNames(columns);
        @Nullable ServiceSum[] sums = new @Nullable ServiceSum[columns.services().entryCount()];
        byte[] @Nullable [] users = new byte[columns.users().entryCount()] @Nullable [];
        for (int row = 0; row < columns.rows(); row++) {
            ServiceSum sum = service(columns.services(), row, sums);
            boolean isError = columns.isError(row);
            byte[] user = user(columns.users(), row, users);
            long bucket = Bucket.startOf(columns.eventTime(row));
            count(sum.total(bucket), columns, row, isError, user);
            String route = routes.of(row);
            if (route != null) {
                count(sum.route(route, bucket), columns, row, isError, user);
            }
            countTemplate(sum, columns, row, isError);
        }
    }

    /** What was added, one service after the other. */
    List<WindowDelta> toDeltas(int maxRoutes) {
        return services.values().stream().flatMap(sum -> sum.toDeltas(maxRoutes).stream()).toList();
    }

    private ServiceSum service(TextColumn column, int row, @Nullable ServiceSum[] sums) {
        int entry = column.entry(row);
        if (entry < 0) {
            return named(UNKNOWN);
        }
        ServiceSum sum = sums[entry];
        if (sum == null) {
            sum = named(Texts.bounded(column.entryText(entry), MAX_NAME_LENGTH));
            sums[entry] = sum;
        }
        return sum;
    }

    private ServiceSum named(String service) {
        return services.computeIfAbsent(service, ServiceSum::new);
    }

    private static void count(
            SeriesSum sum, Columns columns, int row, boolean isError, byte @Nullable [] user) {
        sum.counted()
                .add(
                        Severity.ofNumber(columns.severityNumber(row)),
                        columns.status(row),
                        columns.durations().get(row),
                        columns.rawSizes().get(row));
        if (user != null) {
            sum.counted().addUser(user);
        }
        sum.samples().offer(columns, row, isError);
    }

    private static void countTemplate(ServiceSum sum, Columns columns, int row, boolean isError) {
        String id = columns.templateIds().get(row);
        if (id == null) {
            return;
        }
        String exception = columns.exceptions().get(row);
        TemplateKey key =
                new TemplateKey(
                        Texts.bounded(id, MAX_NAME_LENGTH),
                        exception == null ? "" : Texts.bounded(exception, MAX_NAME_LENGTH),
                        WindowSize.ONE_MINUTE.startOf(Bucket.startOf(columns.eventTime(row))));
        sum.template(key, columns.templates().get(row)).add(columns, row, isError);
    }

    private static byte @Nullable [] user(TextColumn column, int row, byte[] @Nullable [] users) {
        int entry = column.entry(row);
        if (entry < 0 || column.length(row) == 0) {
            return null;
        }
        byte[] user = users[entry];
        if (user == null) {
            int offset = column.offset(row);
            user = Arrays.copyOfRange(column.bytes(), offset, offset + column.length(row));
            users[entry] = user;
        }
        return user;
    }
}
