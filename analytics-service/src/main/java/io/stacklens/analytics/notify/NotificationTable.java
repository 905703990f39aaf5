package io.stacklens.analytics.notify;

import io.stacklens.analytics.notify.targets.Event;
import io.stacklens.analytics.notify.targets.NotifiedAlert;
import io.stacklens.model.notification.ChannelKind;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code notifications}: a queue of what is to be said, and afterwards a log of what was.
 * Who sends takes rows for a while ({@code next_attempt_at} lies ahead), so a crash loses nothing:
 * when the while is over, somebody takes them again, with the same key.
 */
final class NotificationTable {

    private static final int MOST_IN_A_MESSAGE = 100;

    /** Of an alert the end is not said before the beginning. */
    private static final String IN_ORDER =
            """
            not exists (select from notifications earlier
                where earlier.channel_id = n.channel_id and earlier.alert_id = n.alert_id
                and earlier.status = 'pending' and earlier.id < n.id)
            """;

    private final JdbcOperations jdbc;
    private final TransactionOperations transactions;

    NotificationTable(JdbcOperations jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Notes that a channel is to be told that an alert fires, unless it has been. */
    int addFired(NotifiedAlert alert, String json, Recipient to, Entry entry) {
        return jdbc.update(
                """
                insert into notifications (alert_id, sequence, channel_id, channel, kind, event,
                    status, alert, send_resolved, group_key, created_at, next_attempt_at, last_error)
                values (?, ?, ?, ?, ?, 'fired', ?, ?::json, ?, ?, ?, ?, ?)
                on conflict do nothing
                """,
                alert.id(),
                alert.sequence(),
                to.channel().id(),
                to.channel().name(),
                to.channel().kind().label(),
                entry.status(),
                json,
                to.sendResolved(),
                to.groupKey(),
                time(entry.now()),
                entry.isPending() ? time(entry.due(to.groupKey() != null)) : null,
                entry.why());
    }

    /**
     * Notes that those who were told of an alert, or still will be, are to be told what became of
     * it.
     */
    int addLater(NotifiedAlert alert, String json, Event event, ChannelKind kind, Entry entry) {
        return jdbc.update(
                """
                insert into notifications (alert_id, sequence, channel_id, channel, kind, event,
                    status, alert, send_resolved, group_key, created_at, next_attempt_at, last_error)
                select alert_id, ?, channel_id, channel, kind, ?, ?, ?::json, send_resolved,
                    group_key, ?, case when ? then case when group_key is null
                        then ?::timestamptz else ?::timestamptz end end, ?
                from notifications
                where alert_id = ? and event = 'fired' and status in ('pending', 'delivered')
                and kind = ? and (send_resolved or ? <> 'resolved')
                on conflict do nothing
                """,
                alert.sequence(),
                event.label(),
                entry.status(),
                json,
                time(entry.now()),
                entry.isPending(),
                time(entry.due(false)),
                time(entry.due(true)),
                entry.why(),
                alert.id(),
                kind.label(),
                event.label());
    }

    /** From now on no Alertmanager is told any more that it fires. */
    void end(String alertId) {
        jdbc.update(
                "update notifications set ended = true, keep_alive_at = null"
                        + " where alert_id = ? and event = 'fired' and not ended",
                alertId);
    }

    /** The channels for which something is due. */
    List<Long> channelsWithWork(Instant now) {
        return jdbc.query(
                """
                select channel_id from notifications where status = 'pending' and next_attempt_at <= ?
                union
                select channel_id from notifications where keep_alive_at <= ?
                """,
                (row, _) -> row.getLong(1),
                time(now),
                time(now));
    }

    /** Takes what is due first for a channel, with those of its group, until a time. */
    Optional<Delivery> take(long channelId, Instant now, Instant until) {
        return Optional.ofNullable(
                transactions.execute(_ -> takeInTransaction(channelId, now, until)));
    }

    private @Nullable Delivery takeInTransaction(long channelId, Instant now, Instant until) {
        List<First> due =
                jdbc.query(
                        """
                        select delivery, event, attempts, group_key from notifications n
                        where channel_id = ? and status = 'pending' and next_attempt_at <= ? and
                        """
                                + IN_ORDER
                                + "order by next_attempt_at, id limit 1 for update skip locked",
                        (row, _) -> First.of(row),
                        channelId,
                        time(now));
        if (due.isEmpty()) {
            return null;
        }
        First first = due.getFirst();
        if (first.groupKey() != null && first.attempts() == 0) {
            gather(channelId, first);
        }
        List<Taken> taken =
                jdbc.query(
                        """
                        update notifications set attempts = attempts + 1, next_attempt_at = ?
                        where delivery = ? and status = 'pending'
                        returning id, created_at, alert
                        """,
                        (row, _) -> Taken.of(row),
                        time(until),
                        first.delivery());
        Taken one = taken.getFirst();
        return new Delivery(
                first.delivery(),
                channelId,
                Event.ofLabel(first.event()),
                first.attempts() + 1,
                one.createdAt(),
                taken.stream()
                        .sorted(Comparator.comparingLong(Taken::id))
                        .map(Taken::alert)
                        .toList());
    }

    /** From now on these are one message, at this attempt and at each after it. */
    private void gather(long channelId, First first) {
        jdbc.update(
                """
                update notifications set delivery = ? where id in (
                    select id from notifications n
                    where channel_id = ? and group_key = ? and event = ? and status = 'pending'
                    and attempts = 0 and
                """
                        + IN_ORDER
                        + "order by id limit ? for update skip locked)",
                first.delivery(),
                channelId,
                first.groupKey(),
                first.event(),
                MOST_IN_A_MESSAGE);
    }

    /**
     * Notes that it was delivered.
     *
     * @param keepAlive when an Alertmanager has to hear of it again; null for never
     * @return rows that were; 0 if somebody else has taken it meanwhile
     */
    int delivered(
            Delivery delivery,
            Instant at,
            Duration took,
            @Nullable String remark,
            @Nullable Instant keepAlive) {
        return jdbc.update(
                """
                update notifications set status = 'delivered', delivered_at = ?, took_ms = ?,
                    last_error = ?, next_attempt_at = null,
                    keep_alive_at = case when ended then null else ?::timestamptz end
                where delivery = ? and status = 'pending' and attempts = ?
                """,
                time(at),
                took.toMillis(),
                remark,
                keepAlive == null ? null : time(keepAlive),
                delivery.key(),
                delivery.attempt());
    }

    /**
     * Notes that an attempt has failed.
     *
     * @param again when the next is made; null for never
     */
    int failed(Delivery delivery, Duration took, String error, @Nullable Instant again) {
        return jdbc.update(
                """
                update notifications set status = ?, took_ms = ?, last_error = ?, next_attempt_at = ?
                where delivery = ? and status = 'pending' and attempts = ?
                """,
                again == null ? "failed" : "pending",
                took.toMillis(),
                error,
                again == null ? null : time(again),
                delivery.key(),
                delivery.attempt());
    }

    /** Takes the alerts of which a channel has to hear again that they fire. */
    List<String> takeKeepAlives(long channelId, Instant now, Instant next) {
        return jdbc.query(
                "update notifications set keep_alive_at = ? where channel_id = ?"
                        + " and keep_alive_at <= ? returning alert",
                (row, _) -> row.getString(1),
                time(next),
                channelId,
                time(now));
    }

    /** Forgets what a channel was to hear again. */
    void endKeepAlives(long channelId) {
        jdbc.update(
                "update notifications set keep_alive_at = null where channel_id = ? and"
                        + " keep_alive_at is not null",
                channelId);
    }

    Waiting waiting() {
        return jdbc.query(
                        "select count(*), min(created_at) from notifications where status ="
                                + " 'pending'",
                        (row, _) -> new Waiting(row.getLong(1), instant(row, 2)))
                .getFirst();
    }

    int deleteBefore(Instant time) {
        return jdbc.update(
                "delete from notifications where created_at < ? and status <> 'pending'"
                        + " and (event <> 'fired' or ended or status <> 'delivered')",
                time(time));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * How something enters the queue.
     *
     * @param status {@code pending} or {@code suppressed}
     * @param why what keeps it from being sent; null for nothing
     */
    record Entry(String status, Instant now, Duration groupWait, @Nullable String why) {

        static Entry pending(Instant now, Duration groupWait) {
            return new Entry("pending", now, groupWait, null);
        }

        Entry suppressed(String reason) {
            return new Entry("suppressed", now, groupWait, reason);
        }

        boolean isPending() {
            return status.equals("pending");
        }

        Instant due(boolean inGroup) {
            return inGroup ? now.plus(groupWait) : now;
        }
    }

    /**
     * What is not sent yet.
     *
     * @param oldest null when nothing waits
     */
    record Waiting(long rows, @Nullable Instant oldest) {}

    private record Taken(long id, Instant createdAt, String alert) {

        static Taken of(ResultSet row) throws SQLException {
            return new Taken(
                    row.getLong("id"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getString("alert"));
        }
    }

    private record First(UUID delivery, String event, int attempts, @Nullable String groupKey) {

        static First of(ResultSet row) throws SQLException {
            return new First(
                    row.getObject("delivery", UUID.class),
                    row.getString("event"),
                    row.getInt("attempts"),
                    row.getString("group_key"));
        }
    }
}
