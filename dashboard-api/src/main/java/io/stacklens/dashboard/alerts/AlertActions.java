package io.stacklens.dashboard.alerts;

import io.stacklens.dashboard.sql.Columns;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.util.List;

/** Who did what to episodes. Only added to. */
@Repository
class AlertActions {

    private final JdbcClient jdbc;

    AlertActions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(String alertId, String action, String by, String comment) {
        jdbc.sql(
                        "insert into alert_actions (alert_id, action, comment, actor) values"
                                + " (:alert, :action, :comment, :by)")
                .param("alert", alertId)
                .param("action", action)
                .param("comment", comment)
                .param("by", by)
                .update();
    }

    /** What was done to an episode, oldest first. */
    List<AlertAction> of(String alertId) {
        return jdbc.sql("select * from alert_actions where alert_id = :alert order by id")
                .param("alert", alertId)
                .query(
                        (row, _) ->
                                new AlertAction(
                                        Columns.text(row, "action"),
                                        Columns.text(row, "actor"),
                                        Columns.text(row, "comment"),
                                        Columns.time(row, "at")))
                .list();
    }
}
