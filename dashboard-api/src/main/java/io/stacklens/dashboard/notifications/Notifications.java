package io.stacklens.dashboard.notifications;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.dashboard.sql.Conditions;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The delivery log, which is also the queue that analytics empties. */
@Repository
class Notifications {

    private final JdbcClient jdbc;

    Notifications(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Items<Notification> newestFirst(
            @Nullable String alertId,
            @Nullable Long channelId,
            @Nullable String status,
            int limit,
            @Nullable PageCursor after) {
        Conditions conditions =
                new Conditions()
                        .and("alert_id = :alert", "alert", alertId)
                        .and("channel_id = :channel", "channel", channelId)
                        .and("status = :status", "status", status)
                        .and("id < :after", "after", after == null ? null : after.number(0))
                        .with("rows", limit + 1);
        List<Notification> rows =
                jdbc.sql(
                                "select * from notifications %s order by id desc limit :rows"
                                        .formatted(conditions.where()))
                        .params(conditions.parameters())
                        .query((row, _) -> read(row))
                        .list();
        return Items.page(rows, limit, last -> PageCursor.of(last.id()));
    }

    Optional<Notification> find(long id) {
        return jdbc.sql("select * from notifications where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Puts a test of a channel into the queue; analytics knows what to say in it. */
    long addTest(Channel channel, String alertId) {
        return jdbc.sql(
                        """
                        insert into notifications (alert_id, sequence, channel_id, channel, kind,
                            event, status, alert, next_attempt_at)
                        values (:alert, 1, :id, :name, :kind, 'test', 'pending', '{}', now())
                        returning id
                        """)
                .param("alert", alertId)
                .param("id", channel.id())
                .param("name", channel.name())
                .param("kind", channel.kind().label())
                .query(Long.class)
                .single();
    }

    /**
     * Puts one that has failed back into the queue, with its key.
     *
     * @return whether it had failed
     */
    boolean retry(long id) {
        return jdbc.sql(
                                """
                                update notifications set status = 'pending', attempts = 0,
                                    next_attempt_at = now() where id = :id and status = 'failed'
                                """)
                        .param("id", id)
                        .update()
                > 0;
    }

    private static Notification read(ResultSet row) throws SQLException {
        return new Notification(
                row.getLong("id"),
                Columns.text(row, "alert_id"),
                row.getLong("sequence"),
                row.getLong("channel_id"),
                Columns.text(row, "channel"),
                Columns.text(row, "kind"),
                Columns.text(row, "event"),
                Columns.text(row, "status"),
                row.getInt("attempts"),
                Columns.timeOrNull(row, "next_attempt_at"),
                row.getString("last_error"),
                Columns.intOrNull(row, "took_ms"),
                Columns.time(row, "created_at"),
                Columns.timeOrNull(row, "delivered_at"));
    }
}
