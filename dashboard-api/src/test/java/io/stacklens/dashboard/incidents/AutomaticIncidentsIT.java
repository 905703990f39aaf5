package io.stacklens.dashboard.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.logstore.LogStore;
import io.stacklens.logstore.LogStoreOptions;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import javax.sql.DataSource;

class AutomaticIncidentsIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Test
    void opensOneForACriticalAlertThatNobodyTakes() {
        alert("auto-1", "auto", "CRITICAL", now.minusSeconds(90));
        alert("auto-2", "auto", "WARNING", now.minusSeconds(60));
        alert("auto-young", "auto-young", "CRITICAL", now.minusSeconds(30));
        alert("auto-warning", "auto-warning", "WARNING", now.minusSeconds(900));
        alert("auto-taken", "auto-taken", "CRITICAL", now.minusSeconds(900));
        dashboard
                .jdbc()
                .sql("update alerts set status = 'acknowledged' where id = 'auto-taken'")
                .update();

        look();
        look();

        JsonNode incidents = dashboard.get("/api/v1/incidents?service=auto").items();
        assertThat(incidents).hasSize(1);
        assertThat(incidents.get(0).get("title").asString())
                .isEqualTo("Critical Error Rate on auto");
        assertThat(incidents.get(0).get("created_by").asString()).isEqualTo("stacklens");
        assertThat(incidents.get(0).get("alert_ids").toString())
                .isEqualTo("[\"auto-1\",\"auto-2\"]");
        assertThat(incidentsOf("auto-young")).isZero();
        assertThat(incidentsOf("auto-warning")).isZero();
        assertThat(incidentsOf("auto-taken")).isZero();
    }

    @Test
    void letsALaterAlertJoinButNotOneLongAfter() {
        alert("join-1", "join", "CRITICAL", now.minus(Duration.ofHours(3)));
        look();
        alert("join-2", "join", "CRITICAL", now.minus(Duration.ofHours(3)).plusSeconds(1200));
        alert("join-3", "join", "CRITICAL", now.minusSeconds(120));

        look();

        JsonNode incidents = dashboard.get("/api/v1/incidents?service=join").items();
        assertThat(incidents).hasSize(2);
        assertThat(incidents.get(0).get("alert_ids").toString()).isEqualTo("[\"join-3\"]");
        assertThat(incidents.get(1).get("alert_ids").toString())
                .isEqualTo("[\"join-1\",\"join-2\"]");
        assertThat(
                        dashboard
                                .get("/api/v1/incidents/" + incidents.get(1).get("id").asLong())
                                .json()
                                .get("timeline")
                                .findValuesAsString("text"))
                .contains("joined: Critical Error Rate on join: error_rate 30 (threshold 20)");
    }

    private long incidentsOf(String service) {
        return dashboard.get("/api/v1/incidents?service=" + service).items().size();
    }

    private static void alert(String id, String service, String severity, Instant started) {
        IncidentsIT.alert(id, "Critical Error Rate", service, severity, started);
    }

    private void look() {
        DataSource dataSource = dashboard.dataSource();
        JdbcClient jdbc = JdbcClient.create(dataSource);
        Incidents incidents = new Incidents(jdbc);
        TransactionOperations alone =
                new TransactionTemplate(new JdbcTransactionManager(dataSource));
        IncidentCommands commands =
                new IncidentCommands(
                        incidents,
                        new Evidence(jdbc, new LogStore(dataSource, LogStoreOptions.defaults())),
                        alone,
                        () -> now);
        IncidentsProperties properties =
                new IncidentsProperties(
                        true, Duration.ofMinutes(1), Duration.ofMinutes(30), Duration.ofSeconds(1));
        new AutomaticIncidents(jdbc, incidents, commands, properties, alone, () -> now).look();
    }
}
