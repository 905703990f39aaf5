package io.stacklens.analytics.alerts;

import static io.stacklens.analytics.alerts.RuleBuilder.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.logstore.query.LogQuery;
import io.stacklens.model.LogRecord;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** The query of an alert finds its lines, whatever they are called, and no others. */
class LogQueriesTest {

    private static final String ODD = "a \"b\" (c) \\d OR *";

    @ParameterizedTest
    @ValueSource(strings = {"shop", ODD, "service:x", "-x", "größe"})
    void findsTheErrorsOfAService(String service) {
        LogQuery query = query(rule(1).row(), new Series(service, null));

        assertThat(query.matches(line(service, 17, null))).isTrue();
        assertThat(query.matches(line(service, 9, null))).isFalse();
        assertThat(query.matches(line(service + "2", 17, null))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /items/{id}", "GET /", "GET /a \"b\" \\c", "/only/path"})
    void findsTheLinesOfARoute(String route) {
        LogQuery query =
                query(rule(1).metric("event_count").route("*").row(), new Series("shop", route));

        assertThat(query.matches(line("shop", 9, route))).isTrue();
        assertThat(query.matches(line("shop", 9, route + "/more"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"web-1", ODD})
    void findsTheLinesOfAHost(String host) {
        LogQuery query =
                query(rule(1, RuleKind.ABSENCE).groupBy("host").row(), Series.ofHost("shop", host));

        LogBatchBuilder rows = new LogBatchBuilder();
        rows.addRow();
        rows.put(LogColumn.SERVICE, "shop").put(LogColumn.HOST, host);
        assertThat(query.matches(rows.build().record(0))).isTrue();
        assertThat(query.matches(line("shop", 9, null))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7f", ODD})
    void findsTheLinesOfTemplates(String id) {
        LogQuery query = LogQuery.parse(LogQueries.ofTemplates("shop", List.of("x", id)));

        LogBatchBuilder rows = new LogBatchBuilder();
        rows.addRow();
        rows.put(LogColumn.SERVICE, "shop").put(LogColumn.TEMPLATE_ID, id);
        assertThat(query.matches(rows.build().record(0))).isTrue();
        assertThat(query.matches(line("shop", 9, null))).isFalse();
    }

    private static LogQuery query(io.stacklens.model.alert.AlertRule row, Series series) {
        return LogQuery.parse(LogQueries.of(Rule.of(row), series));
    }

    private static LogRecord line(String service, int severity, String route) {
        LogBatchBuilder rows = new LogBatchBuilder();
        rows.addRow();
        rows.put(LogColumn.SERVICE, service).put(LogColumn.SEVERITY_NUMBER, severity);
        if (route != null) {
            int space = route.indexOf(' ');
            rows.put(LogColumn.HTTP_ROUTE, route.substring(space + 1));
            if (space >= 0) {
                rows.put(LogColumn.HTTP_METHOD, route.substring(0, space));
            }
        }
        return rows.build().record(0);
    }
}
