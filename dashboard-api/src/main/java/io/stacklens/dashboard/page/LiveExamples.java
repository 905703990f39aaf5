package io.stacklens.dashboard.page;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.stacklens.logstore.LogSearch;
import io.stacklens.logstore.LogStore;
import io.stacklens.logstore.LogStoreException;
import io.stacklens.pipeline.security.Caller;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Gives paths with an id the id of something that is there, so that an example works when it is
 * pressed. Where there is nothing yet the example stays as it is.
 */
@Component
class LiveExamples implements OpenApiCustomizer {

    private static final Logger log = LoggerFactory.getLogger(LiveExamples.class);

    private final JdbcClient jdbc;
    private final LogStore store;

    LiveExamples(JdbcClient jdbc, LogStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    @Override
    public void customise(OpenAPI api) {
        if (Caller.current().isEmpty()) {
            return; // the description is open to all, what is stored is not
        }
        try {
            alerts(api);
            rules(api);
            inPath(
                    api,
                    "/api/v1/anomalies/{id}",
                    first("select id from anomalies order by window_start desc limit 1"));
            inPath(
                    api,
                    "/api/v1/metrics/{service}",
                    first(
                            "select service from analytics_metrics_1min order by window_start desc"
                                    + " limit 1"));
            inPath(api, "/api/v1/logs/{id}", newestRecord());
            incidents(api);
            objectives(api);
        } catch (DataAccessException | LogStoreException e) {
            // A description without live examples is better than none.
            log.atDebug().log("no live examples while the database is away");
        }
    }

    private void alerts(OpenAPI api) {
        inPath(
                api,
                "/api/v1/alerts/{id}",
                first("select id from alerts order by changed_at desc limit 1"));
        Optional<String> open =
                first(
                        "select id from alerts where status <> 'resolved' order by changed_at desc"
                                + " limit 1");
        inPath(api, "/api/v1/alerts/{id}/acknowledge", open);
        inPath(api, "/api/v1/alerts/{id}/resolve", open);
    }

    /** The newest rule may be changed and deleted for a try; a new one needs a name of its own. */
    private void rules(OpenAPI api) {
        inPath(api, "/api/v1/alert-rules/{id}", first("select max(id)::text from alert_rules"));
        inPath(api, "/api/v1/silences/{id}", first("select max(id)::text from silences"));
        Optional<String> suffix = first("select coalesce(max(id) + 1, 1)::text from alert_rules");
        Schema<?> request = api.getComponents().getSchemas().get("RuleRequest");
        if (request != null
                && request.getExample() instanceof ObjectNode example
                && suffix.isPresent()) {
            example.put("name", "Slow checkout " + suffix.get());
        }
    }

    private void incidents(OpenAPI api) {
        Optional<String> newest = first("select max(id)::text from incidents");
        inPath(api, "/api/v1/incidents/{id}", newest);
        for (String part : List.of("summary", "post-mortem", "notes", "links", "narrative")) {
            inPath(api, "/api/v1/incidents/{id}/" + part, newest);
        }
    }

    private void objectives(OpenAPI api) {
        Optional<String> newest = first("select max(id)::text from slos");
        inPath(api, "/api/v1/slos/{id}", newest);
        inPath(api, "/api/v1/slos/{id}/status", newest);
    }

    private Optional<String> newestRecord() {
        return store.search(LogSearch.all(1)).items().stream()
                .map(record -> record.id().toString())
                .findFirst();
    }

    private Optional<String> first(String sql) {
        return jdbc.sql(sql).query(String.class).list().stream()
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static void inPath(OpenAPI api, String path, Optional<String> value) {
        if (value.isEmpty() || !api.getPaths().containsKey(path)) {
            return;
        }
        api.getPaths().get(path).readOperations().stream()
                .map(Operation::getParameters)
                .filter(Objects::nonNull)
                .flatMap(List<Parameter>::stream)
                .filter(parameter -> "path".equals(parameter.getIn()))
                .forEach(parameter -> parameter.example(value.get()));
    }
}
