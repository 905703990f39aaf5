package io.stacklens.analytics.deltas;

import io.stacklens.analytics.deltas.TemplateSum.TemplateKey;
import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.TextColumn;
import io.stacklens.model.window.Bucket;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.model.window.WindowSize;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up the batches of one poll, column by column: a service's total, its routes, its templates.
 * No row becomes a record.
 */
final class PollSum {

    /** The service of a record that names none. */
    static final String UNKNOWN = "unknown";

    private static final int MAX_NAME_LENGTH = 256;

    private final Map<String, ServiceSum> services = new HashMap<>();

    /** Adds all of a batch, or throws before anything is added. */
    void add(LogBatch batch) {
        add(batch, List.of());
    }

    /**
     * Adds all of a batch, or throws before anything is added.
     *
     * @param queries whose matches are counted too
     */
    void add(LogBatch batch, List<MatchQuery> queries) {
        Columns columns = Columns.of(batch);
        List<BitSet> matched = matches(batch, columns, queries);
        RouteNames routes = new RouteNames(columns);
        @Nullable ServiceSum[] sums = new @Nullable ServiceSum[columns.services().entryCount()];
        @Nullable ServiceSum sender = null;
        int senderHost = -1;
        long sent = 0;
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
            int host = columns.hosts().entry(row);
            if (sum != sender || host != senderHost) {
                countSent(sender, columns.hosts(), senderHost, sent);
                sender = sum;
                senderHost = host;
                sent = 0;
            }
            sent++;
        }
        countSent(sender, columns.hosts(), senderHost, sent);
        for (int i = 0; i < matched.size(); i++) {
            countMatches(queries.get(i).key(), matched.get(i), columns, sums);
        }
    }

    /** Records of one host mostly come together, so they are counted by runs. */
    private static void countSent(
            @Nullable ServiceSum sender, TextColumn hosts, int host, long sent) {
        if (sender != null && host >= 0 && sent > 0) {
            sender.sentBy(Texts.bounded(hosts.entryText(host), MAX_NAME_LENGTH), sent);
        }
    }

    private static List<BitSet> matches(LogBatch batch, Columns columns, List<MatchQuery> queries) {
        if (queries.isEmpty()) {
            return List.of();
        }
        BlockColumns all = BlockColumns.of(batch);
        return queries.stream().map(query -> query.rows(all, columns.services())).toList();
    }

    private void countMatches(
            long queryKey, BitSet rows, Columns columns, @Nullable ServiceSum[] sums) {
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            service(columns.services(), row, sums)
                    .matches(queryKey, Bucket.startOf(columns.eventTime(row)))
                    .add(columns, row);
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
