package io.stacklens.analytics.deltas;

import io.stacklens.logstore.query.LogQueryException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The queries of the rules that count matches, as last read. */
class MatchQueries {

    private static final Logger log = LoggerFactory.getLogger(MatchQueries.class);

    private static final String SELECT =
            """
            select distinct service, query from alert_rules
            where kind = 'log_match' and enabled and query is not null order by service, query
            """;

    private final JdbcOperations jdbc;
    private List<Row> lastRead = List.of();
    private volatile boolean wasAsked;
    private volatile List<MatchQuery> current = List.of();

    MatchQueries(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Read before the first record is counted, so that a restart leaves no gap. */
    List<MatchQuery> current() {
        if (!wasAsked) {
            wasAsked = true;
            try {
                refresh();
            } catch (DataAccessException e) {
                log.atWarn()
                        .addKeyValue("error", e.getMessage())
                        .log("queries of rules cannot be read yet, counting without them");
            }
        }
        return current;
    }

    synchronized void refresh() {
        List<Row> rows =
                jdbc.query(
                        SELECT,
                        (row, _) -> new Row(row.getString("service"), row.getString("query")));
        if (!rows.equals(lastRead)) {
            current = rows.stream().map(MatchQueries::query).flatMap(Optional::stream).toList();
            lastRead = rows;
        }
    }

    private static Optional<MatchQuery> query(Row row) {
        try {
            return Optional.of(MatchQuery.of(row.service(), row.query()));
        } catch (LogQueryException e) {
            log.atWarn()
                    .addKeyValue("query", row.query())
                    .addKeyValue("reason", Objects.toString(e.getMessage()))
                    .log("query of a rule cannot be counted");
            return Optional.empty();
        }
    }

    private record Row(String service, String query) {}
}
