package io.stacklens.dashboard.notifications;

import io.stacklens.dashboard.http.ConflictException;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.model.alert.AlertMatcher;
import io.stacklens.model.json.Json;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

import tools.jackson.core.type.TypeReference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The table {@code notification_routes}. */
@Repository
class Routes {

    private final JdbcClient jdbc;

    Routes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order they are asked. */
    Items<NotificationRoute> inOrder(int offset, int limit) {
        List<NotificationRoute> rows =
                jdbc.sql(
                                "select * from notification_routes order by position, id"
                                        + " limit :rows offset :offset")
                        .param("rows", limit + 1)
                        .param("offset", offset)
                        .query((row, _) -> read(row))
                        .list();
        return Items.page(rows, limit, _ -> PageCursor.of(offset + limit));
    }

    Optional<NotificationRoute> find(long id) {
        return jdbc.sql("select * from notification_routes where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    NotificationRoute add(NotificationRoute route) {
        return stored(
                route,
                """
                insert into notification_routes (name, position, matchers, channel_ids,
                    send_resolved, goes_on, group_by)
                values (:name, :position, :matchers::jsonb, :channels, :resolved, :goesOn, :groupBy)
                returning *
                """);
    }

    NotificationRoute replace(NotificationRoute route) {
        return stored(
                route,
                """
                update notification_routes set name = :name, position = :position,
                    matchers = :matchers::jsonb, channel_ids = :channels, send_resolved = :resolved,
                    goes_on = :goesOn, group_by = :groupBy
                where id = :id returning *
                """);
    }

    boolean delete(long id) {
        return jdbc.sql("delete from notification_routes where id = :id").param("id", id).update()
                > 0;
    }

    private NotificationRoute stored(NotificationRoute route, String sql) {
        StatementSpec statement =
                jdbc.sql(sql)
                        .param("id", route.id())
                        .param("name", route.name())
                        .param("position", route.position())
                        .param("matchers", Json.mapper().writeValueAsString(route.matchers()))
                        .param("channels", route.channelIds().toArray(Long[]::new))
                        .param("resolved", route.sendResolved())
                        .param("goesOn", route.goesOn())
                        .param("groupBy", route.groupBy().toArray(String[]::new));
        try {
            return statement.query((row, _) -> read(row)).single();
        } catch (DuplicateKeyException e) {
            throw new ConflictException(
                    "name: '%s' (expected: a name that no other route has)"
                            .formatted(route.name()));
        }
    }

    private static NotificationRoute read(ResultSet row) throws SQLException {
        return new NotificationRoute(
                row.getLong("id"),
                Columns.text(row, "name"),
                row.getInt("position"),
                Columns.json(row, "matchers", new TypeReference<List<AlertMatcher>>() {}),
                Arrays.stream((Object[]) row.getArray("channel_ids").getArray())
                        .map(Long.class::cast)
                        .toList(),
                row.getBoolean("send_resolved"),
                row.getBoolean("goes_on"),
                Columns.texts(row, "group_by"));
    }
}
