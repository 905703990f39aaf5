package io.stacklens.dashboard.notifications;

import io.stacklens.dashboard.http.ConflictException;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Version;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.model.json.Json;
import io.stacklens.model.notification.ChannelKind;
import io.stacklens.pipeline.secret.SecretBox;
import io.stacklens.pipeline.secret.SecretsUnusableException;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

import tools.jackson.core.type.TypeReference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The channels and their secrets. Secrets go in encrypted and never come out here; analytics opens
 * them when it sends.
 */
@Repository
class Channels {

    private static final String SELECT =
            """
            select c.*, array(select s.name from notification_channel_secrets s
                              where s.channel_id = c.id order by s.name) as secrets
            from notification_channels c
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final SecretBox secrets;

    Channels(JdbcClient jdbc, TransactionOperations transactions, SecretBox secrets) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.secrets = secrets;
    }

    Items<Channel> byId(long after, int limit) {
        List<Channel> rows =
                jdbc.sql(SELECT + "where c.id > :after order by c.id limit :rows")
                        .param("after", after)
                        .param("rows", limit + 1)
                        .query((row, _) -> read(row))
                        .list();
        return Items.page(rows, limit, last -> PageCursor.of(last.id()));
    }

    Optional<Channel> find(long id) {
        return jdbc.sql(SELECT + "where c.id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The ids, of those given, that no channel has. */
    List<Long> missing(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Set<Long> there =
                Set.copyOf(
                        jdbc.sql("select id from notification_channels where id in (:ids)")
                                .param("ids", ids)
                                .query(Long.class)
                                .list());
        return ids.stream().filter(id -> !there.contains(id)).toList();
    }

    Channel add(CheckedChannel channel) {
        return stored(
                channel,
                () -> {
                    long id =
                            jdbc.sql(
                                            """
                                            insert into notification_channels (name, kind, enabled, settings)
                                            values (:name, :kind, :enabled, :settings::jsonb) returning id
                                            """)
                                    .param("name", channel.name())
                                    .param("kind", channel.kind().label())
                                    .param("enabled", channel.enabled())
                                    .param("settings", json(channel.settings()))
                                    .query(Long.class)
                                    .single();
                    putSecrets(id, channel);
                    return id;
                });
    }

    /**
     * Replaces all but the id.
     *
     * @param ifMatch the version that is to be replaced; null for any
     */
    Channel replace(long id, CheckedChannel channel, @Nullable String ifMatch) {
        return stored(
                channel,
                () -> {
                    requireVersion(id, ifMatch);
                    jdbc.sql(
                                    """
                                    update notification_channels set name = :name, kind = :kind,
                                        enabled = :enabled, settings = :settings::jsonb where id = :id
                                    """)
                            .param("name", channel.name())
                            .param("kind", channel.kind().label())
                            .param("enabled", channel.enabled())
                            .param("settings", json(channel.settings()))
                            .param("id", id)
                            .update();
                    jdbc.sql(
                                    "delete from notification_channel_secrets where channel_id ="
                                            + " :id and not name = any(:kept)")
                            .param("id", id)
                            .param("kept", channel.kept().toArray(String[]::new))
                            .update();
                    putSecrets(id, channel);
                    return id;
                });
    }

    /**
     * Answers whether there was one.
     *
     * @param ifMatch the version that is to be deleted; null for any
     */
    boolean delete(long id, @Nullable String ifMatch) {
        return transactions.execute(
                _ -> {
                    requireVersion(id, ifMatch);
                    return jdbc.sql("delete from notification_channels where id = :id")
                                    .param("id", id)
                                    .update()
                            > 0;
                });
    }

    /** Of a channel that is there, which nobody else changes before the transaction ends. */
    private void requireVersion(long id, @Nullable String ifMatch) {
        jdbc.sql(SELECT + "where c.id = :id for update of c")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional()
                .ifPresent(now -> Version.of(now).require(ifMatch, "notification channel " + id));
    }

    private Channel stored(CheckedChannel channel, java.util.function.Supplier<Long> write) {
        try {
            return Objects.requireNonNull(
                    transactions.execute(_ -> find(write.get()).orElseThrow()));
        } catch (DuplicateKeyException e) {
            throw new ConflictException(
                    "name: '%s' (expected: a name that no other channel has)"
                            .formatted(channel.name()));
        } catch (SecretsUnusableException e) {
            throw new ConflictException(String.valueOf(e.getMessage()));
        }
    }

    private void putSecrets(long id, CheckedChannel channel) {
        channel.secrets()
                .forEach(
                        (name, secret) ->
                                jdbc.sql(
                                                "insert into notification_channel_secrets values"
                                                        + " (:id, :name, :sealed)")
                                        .param("id", id)
                                        .param("name", name)
                                        .param(
                                                "sealed",
                                                secrets.seal(
                                                        secret,
                                                        ChannelKind.secretContext(id, name)))
                                        .update());
    }

    private static Channel read(ResultSet row) throws SQLException {
        Map<String, Object> settings =
                Columns.json(row, "settings", new TypeReference<Map<String, Object>>() {});
        Columns.texts(row, "secrets").forEach(name -> settings.put(name, Channel.HIDDEN));
        return new Channel(
                row.getLong("id"),
                Columns.text(row, "name"),
                ChannelKind.ofLabel(Columns.text(row, "kind")),
                row.getBoolean("enabled"),
                settings,
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"));
    }

    private static String json(Map<String, Object> settings) {
        return Json.mapper().writeValueAsString(settings);
    }
}
