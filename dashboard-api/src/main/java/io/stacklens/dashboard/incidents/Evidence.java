package io.stacklens.dashboard.incidents;

import io.stacklens.dashboard.http.FieldCheck;
import io.stacklens.dashboard.incidents.Link.Kind;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.logstore.LogStore;
import io.stacklens.model.LogRecord;
import io.stacklens.model.RecordId;
import io.stacklens.model.alert.AlertSeverity;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks up the alerts, anomalies and log records that shall belong to an incident. */
@Repository
class Evidence {

    private static final int MOST_IDS = 100;
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_BODY = 500;

    /** A column: what was measured when an alert began, since one that has ended may have none. */
    static final String FIRST_VALUE =
            "(select h.value from alert_history h where h.alert_id = alerts.id"
                    + " order by h.sequence limit 1) as first_value";

    private final JdbcClient jdbc;
    private final LogStore store;

    Evidence(JdbcClient jdbc, LogStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    /** All that is named, the earliest first; an id of nothing is refused with its field. */
    List<Link> find(FieldCheck check, LinksRequest named) {
        List<Link> links = new ArrayList<>();
        List<String> alertIds = check.texts("alert_ids", named.alertIds(), MOST_IDS, LONGEST_ID);
        List<String> anomalyIds =
                check.texts("anomaly_ids", named.anomalyIds(), MOST_IDS, LONGEST_ID);
        List<String> logIds = check.texts("log_ids", named.logIds(), MOST_IDS, LONGEST_ID);
        addFound(check, "alert_ids", "an alert", alertIds, alerts(alertIds), links);
        addFound(check, "anomaly_ids", "an anomaly", anomalyIds, anomalies(anomalyIds), links);
        for (String id : logIds) {
            log(id).ifPresentOrElse(
                            links::add,
                            () -> check.refuse("log_ids", id, "the id of a stored log record"));
        }
        links.sort(Comparator.comparing(Link::at).thenComparing(Link::ref));
        return links;
    }

    private static void addFound(
            FieldCheck check,
            String field,
            String what,
            List<String> wanted,
            List<Link> found,
            List<Link> links) {
        Set<String> known = found.stream().map(Link::ref).collect(Collectors.toSet());
        wanted.stream()
                .filter(id -> !known.contains(id))
                .forEach(id -> check.refuse(field, id, "the id of " + what));
        links.addAll(found);
    }

    private List<Link> alerts(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        select id, rule, service, route, severity, metric, threshold,
                               coalesce(started_at, pending_since, changed_at) as began, %s
                        from alerts where id in (:ids)\
                        """
                                .formatted(FIRST_VALUE))
                .param("ids", ids)
                .query((row, _) -> alert(row))
                .list();
    }

    static Link alert(ResultSet row) throws SQLException {
        Double value = Columns.doubleOrNull(row, "first_value");
        Double threshold = Columns.doubleOrNull(row, "threshold");
        return new Link(
                Kind.ALERT,
                Columns.text(row, "id"),
                Columns.time(row, "began"),
                "%s on %s: %s %s%s"
                        .formatted(
                                Columns.text(row, "rule"),
                                series(row),
                                Columns.text(row, "metric"),
                                value == null ? "without a value" : number(value),
                                threshold == null ? "" : " (threshold " + number(threshold) + ")"),
                Columns.text(row, "service"),
                AlertSeverity.valueOf(Columns.text(row, "severity")));
    }

    private List<Link> anomalies(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        "select id, service, route, detector, window_start, severity, score from"
                                + " anomalies where id in (:ids)")
                .param("ids", ids)
                .query(
                        (row, _) ->
                                new Link(
                                        Kind.ANOMALY,
                                        Columns.text(row, "id"),
                                        Columns.time(row, "window_start"),
                                        "%s on %s: score %s"
                                                .formatted(
                                                        Columns.text(row, "detector"),
                                                        series(row),
                                                        number(row.getDouble("score"))),
                                        Columns.text(row, "service"),
                                        AlertSeverity.valueOf(Columns.text(row, "severity"))))
                .list();
    }

    private Optional<Link> log(String id) {
        try {
            return store.find(RecordId.parse(id)).map(Evidence::log);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Link log(LogRecord record) {
        return new Link(
                Kind.LOG,
                record.id().toString(),
                record.eventTime(),
                "%s %s: %s"
                        .formatted(
                                record.severity(),
                                record.service(),
                                cut(record.body(), LONGEST_BODY)),
                record.service(),
                null);
    }

    /** The service, and the route if there is one. */
    static String series(ResultSet row) throws SQLException {
        @Nullable String route = row.getString("route");
        return Columns.text(row, "service") + (route == null ? "" : " " + route);
    }

    /** At most three digits behind the point, and none that say nothing. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceFirst("\\.?0+$", "");
    }

    /** A text of one piece that PostgreSQL can hold, no longer than so many characters. */
    static String cut(String text, int longest) {
        String held = text.replace('\0', '\uFFFD');
        if (held.length() <= longest) {
            return held;
        }
        int end = Character.isHighSurrogate(held.charAt(longest - 1)) ? longest - 1 : longest;
        return held.substring(0, end) + "…";
    }
}
