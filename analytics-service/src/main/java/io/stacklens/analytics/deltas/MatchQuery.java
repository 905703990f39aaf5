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

    /** The rows of a batch that it finds. */
    BitSet rows(BlockColumns columns, TextColumn services) {
        boolean[] wanted = new boolean[services.entryCount()];
        boolean any = service.matcher(PollSum.UNKNOWN).matches();
        boolean unknown = any;
        for (int entry = 0; entry < wanted.length; entry++) {
            wanted[entry] = service.matcher(services.entryText(entry)).matches();
            any |= wanted[entry];
        }
        if (!any) {
            return new BitSet();
        }
        BitSet rows = ColumnScan.matches(query.condition(), columns);
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            int entry = services.entry(row);
            if (entry < 0 ? !unknown : !wanted[entry]) {
                rows.clear(row);
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
