package io.stacklens.analytics.notify;

import io.stacklens.analytics.notify.targets.ChannelSettings;
import io.stacklens.model.alert.AlertMatcher;
import io.stacklens.model.json.Json;
import io.stacklens.model.notification.ChannelKind;
import io.stacklens.model.notification.ChannelSetting;
import io.stacklens.pipeline.secret.SecretBox;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;

import tools.jackson.core.type.TypeReference;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The channels and routes as operators have set them. Read anew each time: alerts are few, and a
 * change counts at once.
 */
final class Destinations {

    private static final Logger log = LoggerFactory.getLogger(Destinations.class);

    private final JdbcOperations jdbc;
    private final SecretBox secrets;

    Destinations(JdbcOperations jdbc, SecretBox secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    Routing routing() {
        List<Channel> channels =
                jdbc.query(
                        "select id, name, kind, enabled from notification_channels where enabled"
                                + " order by id",
                        (row, _) -> channel(row));
        List<Optional<Route>> routes =
                jdbc.query(
                        "select * from notification_routes order by position, id",
                        (row, _) -> route(row));
        return new Routing(routes.stream().flatMap(Optional::stream).toList(), channels);
    }

    Optional<Channel> channel(long id) {
        return jdbc
                .query(
                        "select id, name, kind, enabled from notification_channels where id = ?",
                        (row, _) -> channel(row),
                        id)
                .stream()
                .findFirst();
    }

    /**
     * What a channel is set to, with its secrets.
     *
     * @throws io.stacklens.pipeline.secret.SecretsUnusableException if they do not open
     */
    ChannelSettings settings(Channel channel) {
        Map<String, Object> settings = new HashMap<>();
        for (ChannelSetting setting : channel.kind().settings()) {
            if (setting.defaultValue() != null) {
                settings.put(setting.name(), setting.defaultValue());
            }
        }
        jdbc.query(
                "select settings from notification_channels where id = ?",
                row -> {
                    settings.putAll(
                            Json.mapper()
                                    .readValue(
                                            row.getString(1),
                                            new TypeReference<Map<String, Object>>() {}));
                },
                channel.id());
        jdbc.query(
                "select name, sealed from notification_channel_secrets where channel_id = ?",
                row -> {
                    String name = row.getString(1);
                    settings.put(
                            name,
                            secrets.open(
                                    row.getString(2),
                                    ChannelKind.secretContext(channel.id(), name)));
                },
                channel.id());
        return new ChannelSettings(settings);
    }

    private static Channel channel(ResultSet row) throws SQLException {
        return new Channel(
                row.getLong("id"),
                row.getString("name"),
                ChannelKind.ofLabel(row.getString("kind")),
                row.getBoolean("enabled"));
    }

    /** A route that the API would not store, but an update by hand did, is left out. */
    private static Optional<Route> route(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        try {
            return Optional.of(
                    new Route(
                            id,
                            List.of(
                                    Json.mapper()
                                            .readValue(
                                                    row.getString("matchers"),
                                                    AlertMatcher[].class)),
                            list(row, "channel_ids", Long.class),
                            row.getBoolean("send_resolved"),
                            row.getBoolean("goes_on"),
                            list(row, "group_by", String.class)));
        } catch (RuntimeException e) { // parsers throw all kinds
            log.atWarn()
                    .addKeyValue("route", id)
                    .addKeyValue("error", e.getMessage())
                    .log("route left out");
            return Optional.empty();
        }
    }

    private static <T> List<T> list(ResultSet row, String column, Class<T> type)
            throws SQLException {
        Array array = row.getArray(column);
        return Arrays.stream((Object[]) array.getArray()).map(type::cast).toList();
    }
}
