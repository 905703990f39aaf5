package io.stacklens.analytics.deltas;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.query.LogQuery;
import io.stacklens.logstore.scan.ColumnScan;
import io.stacklens.model.batch.TextColumn;
import io.stacklens.model.window.MatchDelta;

import java.util.BitSet;
import java.util.regex.Pattern;

/**
 * A query whose matches a rule counts, of the services that the rule looks at.
 *
 * @param key what its counts are known by
 */
public record MatchQuery(long key, Pattern service, LogQuery query) {

    /**
     * The query of a rule.
     *
     * @param service glob of services
     * @throws io.stacklens.logstore.query.LogQueryException if it does not parse
     */
    public static MatchQuery of(String service, String query) {
        return new MatchQuery(MatchDelta.key(service, query), glob(service), LogQuery.parse(query));
    }

    /**
     * The rows of a batch that it finds.
     *
     * @param columns of all queries of the batch together, so that its text is folded once
     */
    BitSet rows(BlockColumns columns, TextColumn services) {
        BitSet rows = ofServices(services, columns.rows());
        ColumnScan.clearOthers(query.condition(), columns, rows);
        return rows;
    }

    private BitSet ofServices(TextColumn services, int rowCount) {
        BitSet rows = new BitSet(rowCount);
        boolean[] wanted = new boolean[services.entryCount()];
        boolean unknown = service.matcher(PollSum.UNKNOWN).matches();
        boolean any = unknown;
        boolean all = unknown;
        for (int entry = 0; entry < wanted.length; entry++) {
            wanted[entry] = service.matcher(services.entryText(entry)).matches();
            any |= wanted[entry];
            all &= wanted[entry];
        }
        if (all) {
            rows.set(0, rowCount);
        } else if (any) {
            for (int row = 0; row < rowCount; row++) {
                int entry = services.entry(row);
                rows.set(row, entry < 0 ? unknown : wanted[entry]);
            }
        }
        return rows;
    }

    /** {@code *} stands for any text, {@code ?} for any character. */
    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints()
                .mapToObj(
                        c ->
                                switch (c) {
                                    case '*' -> ".*";
                                    case '?' -> ".";
                                    default -> Pattern.quote(Character.toString(c));
                                })
                .forEach(regex::append);
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
