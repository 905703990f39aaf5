package io.stacklens.analytics.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.analytics.notify.guard.TargetGuard;
import io.stacklens.analytics.notify.targets.Alerts;
import io.stacklens.analytics.notify.targets.Receiver;
import io.stacklens.analytics.notify.targets.Receiver.Answer;
import io.stacklens.analytics.notify.targets.Targets;
import io.stacklens.analytics.offsets.OwnerChangedException;
import io.stacklens.analytics.offsets.StoredOffsets;
import io.stacklens.analytics.sinks.SinkTools;
import io.stacklens.analytics.streams.KnownTopics;
import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.json.Json;
import io.stacklens.model.notification.ChannelKind;
import io.stacklens.pipeline.deadletter.DeadLetters;
import io.stacklens.pipeline.fate.RecordFatesRegistry;
import io.stacklens.pipeline.identity.ServiceIdentity;
import io.stacklens.pipeline.secret.SecretBox;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * From a poll of the topic to what a target has got: a real database, a real HTTP server, and a
 * clock that the test moves.
 */
class NotificationQueueIT {

    private static final SecretBox SECRETS =
            SecretBox.ofText("a key of thirty-two characters, so!");
    private static final Duration LEASE = Duration.ofSeconds(36);

    private static HikariDataSource source;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final NotificationMetrics metrics = new NotificationMetrics(meters);
    private Instant now = Instant.parse("2026-01-01T12:00:02Z");
    private final InstantSource clock = () -> now;
    private long offset;

    private JdbcTemplate jdbc;
    private TransactionTemplate transactions;
    private NotificationTable table;
    private Destinations destinations;
    private Receiver receiver;
    private NotificationIntake intake;
    private Sender sender;

    @BeforeAll
    static void makeDatabase() {
        Database database = EmbeddedPlatform.shared().newDatabase();
        source = new HikariDataSource();
        source.setJdbcUrl(database.url());
        source.setUsername(database.appUser());
        source.setPassword(database.appPassword());
    }

    @AfterAll
    static void closeDatabase() {
        source.close();
    }

    @BeforeEach
    void start() throws IOException {
        jdbc = new JdbcTemplate(source);
        for (String rows :
                List.of(
                        "notifications",
                        "notification_routes",
                        "notification_channels",
                        "kafka_offsets")) {
            jdbc.update("delete from " + rows);
        }
        transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
        table = new NotificationTable(jdbc, transactions);
        destinations = new Destinations(jdbc, SECRETS);
        receiver = new Receiver();
        open.add(receiver);
        intake = intake();
        sender = sender();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void oneMessageForEachChangeOfState() throws Exception {
        long hook = channel("webhook", "{}");

        intake.onAlerts(
                List.of(
                        record(Alerts.alert("a", 1, "pending")),
                        record(Alerts.alert("a", 2, "firing")),
                        record(Alerts.alert("a", 3, "acknowledged")),
                        record(Alerts.resolved("a", 4))));
        sendAll(hook);

        assertThat(events()).containsExactly("fired", "acknowledged", "resolved");
        assertThat(keys()).doesNotHaveDuplicates();
        assertThat(column("status")).containsOnly("delivered");
        assertThat(meters.get("stacklens.analytics.notifications").counter().count()).isEqualTo(3);
    }

    @Test
    void aPollThatComesAgainAddsNothing() throws Exception {
        long hook = channel("webhook", "{}");
        ConsumerRecord<byte[], byte[]> fired = record(Alerts.alert("a", 1, "firing"));

        intake.onAlerts(List.of(fired));
        intake().onAlerts(List.of(fired, record(Alerts.resolved("a", 2))));
        sendAll(hook);

        assertThat(events()).containsExactly("fired", "resolved");
    }

    @Test
    void anOwnerThatWasPausedAddsNothing() {
        channel("webhook", "{}");
        ConsumerRecord<byte[], byte[]> first = record(Alerts.alert("a", 1, "firing"));
        ConsumerRecord<byte[], byte[]> second = record(Alerts.alert("b", 1, "firing"));
        intake.onAlerts(List.of(first));
        intake().onAlerts(List.of(second));

        assertThatExceptionOfType(OwnerChangedException.class)
                .isThrownBy(() -> intake.onAlerts(List.of(second)));
        intake.onAlerts(List.of(second));

        assertThat(column("alert_id")).containsExactly("a", "b");
    }

    @Test
    void theSameSaidAgainUnderANewSequenceIsToldOnce() throws Exception {
        long hook = channel("webhook", "{}");

        intake.onAlerts(
                List.of(
                        record(Alerts.alert("a", 1, "firing")),
                        record(Alerts.alert("a", 2, "firing"))));
        sendAll(hook);

        assertThat(events()).containsExactly("fired");
    }

    @Test
    void whoDiesAfterSendingIsRepeatedUnderTheSameKey() throws Exception {
        long hook = channel("webhook", "{}");
        intake.onAlerts(List.of(record(Alerts.alert("a", 1, "firing"))));
        receiver.answering(
                _ -> {
                    // The message is there; the answer, and so the mark, never comes.
                    throw new InterruptedException();
                });
        table.take(hook, now, now.plus(LEASE));

        assertThat(sender.sendNext(hook)).as("somebody has taken it").isFalse();
        now = now.plus(LEASE);
        receiver.answering(200);
        sendAll(hook);
        sendAll(hook);

        assertThat(events()).containsExactly("fired");
        assertThat(column("attempts")).containsExactly("2");
    }

    @Test
    void whatFailsIsTriedAgainAfterAPauseUnderTheSameKey() throws Exception {
        long hook = channel("webhook", "{}");
        receiver.answering(n -> new Answer(n < 4 ? 503 : 200, "", null));
        intake.onAlerts(List.of(record(Alerts.alert("a", 1, "firing"))));

        sendAll(hook);
        assertThat(receiver.posts()).hasSize(1);
        assertThat(column("last_error")).containsExactly("answered 503");
        for (int attempt = 2; attempt <= 4; attempt++) {
            sendAll(hook);
            assertThat(receiver.posts()).as("not before its time").hasSize(attempt - 1);
            now = now.plus(Duration.ofSeconds(3L << attempt));
            sendAll(hook);
        }

        assertThat(receiver.posts()).hasSize(4);
        assertThat(keys().stream().distinct()).hasSize(1);
        assertThat(column("status")).containsExactly("delivered");
    }

    @Test
    void atLastItCountsAsFailed() throws Exception {
        long hook = channel("webhook", "{}");
        receiver.answering(500);
        intake.onAlerts(List.of(record(Alerts.alert("a", 1, "firing"))));

        for (int i = 0; i < 30; i++) {
            sendAll(hook);
            now = now.plus(Duration.ofMinutes(15));
        }

        assertThat(receiver.posts()).hasSize(20);
        assertThat(column("status")).containsExactly("failed");
    }

    @Test
    void whatIsRefusedIsNotTriedAgain() throws Exception {
        long hook = channel("webhook", "{}");
        receiver.answering(404);
        intake.onAlerts(List.of(record(Alerts.alert("a", 1, "firing"))));

        sendAll(hook);
        now = now.plus(Duration.ofDays(1));
        sendAll(hook);

        assertThat(receiver.posts()).hasSize(1);
        assertThat(column("status")).containsExactly("failed");
    }

    @Test
    void theEndIsNotSaidBeforeTheBeginning() throws Exception {
        long hook = channel("webhook", "{}");
        receiver.answering(n -> new Answer(n == 1 ? 503 : 200, "", null));
        intake.onAlerts(List.of(record(Alerts.alert("a", 1, "firing"))));
        sendAll(hook);

        intake.onAlerts(
                List.of(record(Alerts.resolved("a", 2)), record(Alerts.alert("b", 1, "firing"))));
        sendAll(hook);
        assertThat(alertsOf(1)).as("others are not held up").containsExactly("b");
        now = now.plus(Duration.ofSeconds(5));
        sendAll(hook);

        assertThat(events()).containsExactly("fired", "fired", "fired", "resolved");
    }

    @Test
    void whoWasNotToldOfTheBeginningIsNotToldOfTheEnd() throws Exception {
        intake.onAlerts(List.of(record(Alerts.alert("a", 1, "firing"))));
        long late = channel("webhook", "{}");
        intake.onAlerts(List.of(record(Alerts.resolved("a", 2))));
        sendAll(late);

        assertThat(receiver.posts()).isEmpty();
    }

    @Test
    void aSilencedAlertIsNotedAndNotSaid() throws Exception {
        long hook = channel("webhook", "{}");
        long pager = channel("pagerduty", "{\"routing_key\": \"R\"}");

        intake.onAlerts(
                List.of(
                        record(Alerts.alert("a", 1, "firing").put("suppressed_by", 7)),
                        record(Alerts.resolved("a", 2).put("suppressed_by", 7))));
        sendAll(hook);
        sendAll(pager);

        assertThat(receiver.posts()).isEmpty();
        assertThat(column("status")).containsExactly("suppressed", "suppressed");
        assertThat(column("last_error")).containsOnly("silence 7");
    }

    @Test
    void whenTheSilenceEndsWhatStillFiresIsSaidOnce() throws Exception {
        long hook = channel("webhook", "{}");

        intake.onAlerts(
                List.of(
                        record(Alerts.alert("a", 1, "firing").put("suppressed_by", 7)),
                        record(Alerts.alert("a", 2, "firing")),
                        record(Alerts.alert("a", 3, "firing").put("suppressed_by", 7)),
                        record(Alerts.alert("a", 4, "firing")),
                        record(Alerts.resolved("a", 5))));
        sendAll(hook);

        assertThat(events()).containsExactly("fired", "resolved");
        assertThat(column("status"))
                .containsExactly("suppressed", "delivered", "suppressed", "delivered");
    }

    @Test
    void whatIsHeldOpenElsewhereIsEndedEvenUnderASilence() throws Exception {
        long hook = channel("webhook", "{}");
        long pager = channel("pagerduty", "{\"routing_key\": \"R\"}");
        intake.onAlerts(
                List.of(
                        record(Alerts.alert("a", 1, "firing")),
                        record(Alerts.alert("a", 2, "firing").put("suppressed_by", 7)),
                        record(Alerts.resolved("a", 3).put("suppressed_by", 7))));
        sendAll(hook);
        sendAll(pager);

        assertThat(events()).containsExactly("fired");
        assertThat(
                        receiver.posts().stream()
                                .filter(post -> post.json().has("event_action"))
                                .map(post -> post.json().get("event_action").asString()))
                .containsExactly("trigger", "resolve");
    }

    @Test
    void whatIsVeryOldIsNotedAndNotSaid() {
        channel("webhook", "{}");
        now = now.plus(Duration.ofDays(2));

        intake.onAlerts(List.of(record(Alerts.alert("a", 1, "firing"))));

        assertThat(column("status")).containsExactly("suppressed");
    }

    @Test
    void whatDoesNotDecodeIsPassedOver() {
        channel("webhook", "{}");

        intake.onAlerts(
                List.of(
                        bytes("junk".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        bytes(null),
                        bytes("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        record(Alerts.alert("a\\u0000b", 1, "firing"))));

        assertThat(column("alert_id")).containsExactly("ab");
    }

    @Test
    void alertsOfAGroupGoOutTogetherAndStayTogether() throws Exception {
        long hook = channel("webhook", "{}");
        route("[]", hook, true, "{service}");
        receiver.answering(n -> new Answer(n == 1 ? 503 : 200, "", null));

        intake.onAlerts(
                List.of(
                        record(Alerts.alert("a", 1, "firing")),
                        record(Alerts.alert("b", 1, "firing")),
                        record(Alerts.alert("c", 1, "firing").put("service", "shop"))));
        sendAll(hook);
        assertThat(receiver.posts()).as("waits for others").isEmpty();
        now = now.plus(Duration.ofSeconds(10));
        sendAll(hook);
        intake.onAlerts(List.of(record(Alerts.alert("d", 1, "firing"))));
        now = now.plus(Duration.ofSeconds(11));
        sendAll(hook);

        assertThat(alertsOf(0)).containsExactly("a", "b");
        assertThat(alertsOf(1)).containsExactly("c");
        assertThat(List.of(alertsOf(2), alertsOf(3)))
                .containsExactlyInAnyOrder(List.of("a", "b"), List.of("d"));
        assertThat(keys().stream().distinct()).hasSize(3);
    }

    @Test
    void aRouteMayLeaveOutTheEnd() throws Exception {
        long hook = channel("webhook", "{}");
        route(
                "[{\"field\": \"team\", \"operator\": \"=~\", \"value\": \"p.*\"}]",
                hook,
                false,
                "{}");

        intake.onAlerts(
                List.of(record(Alerts.alert("a", 1, "firing")), record(Alerts.resolved("a", 2))));
        sendAll(hook);

        assertThat(events()).containsExactly("fired");
    }

    @Test
    void aRouteThatMakesNoSenseHoldsNobodyUp() {
        long hook = channel("webhook", "{}");
        route("[{\"field\": \"team\", \"operator\": \"=~\", \"value\": \"(\"}]", hook, true, "{}");

        intake.onAlerts(List.of(record(Alerts.alert("a", 1, "firing"))));

        assertThat(column("alert_id")).as("as if it stood in no route").containsExactly("a");
    }

    @Test
    void anAlertmanagerIsToldAgainUntilTheEnd() throws Exception {
        long manager = channel("alertmanager", "{}");
        intake.onAlerts(
                List.of(
                        record(Alerts.alert("a", 1, "firing")),
                        record(Alerts.alert("b", 1, "firing"))));
        sendAll(manager);
        for (int minute = 1; minute <= 3; minute++) {
            now = now.plus(Duration.ofMinutes(1));
            assertThat(table.channelsWithWork(now)).containsExactly(manager);
            sender.keepAlive(manager);
            sender.keepAlive(manager);
        }
        assertThat(receiver.posts()).hasSize(5);
        assertThat(receiver.posts().getLast().json()).hasSize(2);

        intake.onAlerts(List.of(record(Alerts.resolved("a", 2)), record(Alerts.resolved("b", 2))));
        sendAll(manager);
        now = now.plus(Duration.ofMinutes(5));
        assertThat(table.channelsWithWork(now)).isEmpty();
        assertThat(receiver.posts()).hasSize(7);
    }

    @Test
    void anAlertmanagerThatHeardLateIsNotToldForever() throws Exception {
        long manager = channel("alertmanager", "{}");
        intake.onAlerts(
                List.of(record(Alerts.alert("a", 1, "firing")), record(Alerts.resolved("a", 2))));
        sendAll(manager);

        now = now.plus(Duration.ofMinutes(5));
        assertThat(receiver.posts()).hasSize(2);
        assertThat(table.channelsWithWork(now)).isEmpty();
    }

    @Test
    void aTestGoesTheSameWay() throws Exception {
        long hook = channel("webhook", "{}");
        jdbc.update("update notification_channels set enabled = false");
        for (int status : new int[] {200, 503}) {
            receiver.answering(status);
            jdbc.update(
                    "insert into notifications (alert_id, sequence, channel_id, channel, kind,"
                            + " event, status, alert, next_attempt_at) values (?, 1, ?, 'hook',"
                            + " 'webhook', 'test', 'pending', '{}', ?)",
                    "test-" + status,
                    hook,
                    now.atOffset(java.time.ZoneOffset.UTC));
            sendAll(hook);
        }

        assertThat(events()).containsExactly("test", "test");
        assertThat(receiver.posts().getFirst().json().get("title").asString())
                .isEqualTo("[TEST] INFO: Test of this channel on stacklens");
        assertThat(column("status")).as("tried once").containsExactly("delivered", "failed");
    }

    @Test
    void aChannelThatIsGoneOrDisabledFails() throws Exception {
        long gone = channel("webhook", "{}");
        long disabled = channel("slack", "{}");
        intake.onAlerts(List.of(record(Alerts.alert("a", 1, "firing"))));
        jdbc.update("delete from notification_channels where id = ?", gone);
        jdbc.update("update notification_channels set enabled = false where id = ?", disabled);
        sendAll(gone);
        sendAll(disabled);

        assertThat(column("last_error"))
                .containsExactly("the channel was deleted", "the channel is disabled");
        assertThat(receiver.posts()).isEmpty();
    }

    @Test
    void aSecretThatDoesNotOpenIsSaidAndNothingIsSent() throws Exception {
        long hook = channel("webhook", "{}");
        jdbc.update(
                "insert into notification_channel_secrets values (?, 'secret', ?)",
                hook,
                SecretBox.ofText("another key of thirty-two characters").seal("s", "elsewhere"));
        intake.onAlerts(List.of(record(Alerts.alert("a", 1, "firing"))));
        sendAll(hook);

        assertThat(receiver.posts()).isEmpty();
        assertThat(column("last_error").getFirst()).contains("STACKLENS_SECRET_KEY");
    }

    @Test
    void secretsAreOpenedForTheirChannelOnly() throws Exception {
        long hook = channel("webhook", "{}");
        jdbc.update(
                "insert into notification_channel_secrets values (?, 'authorization', ?)",
                hook,
                SECRETS.seal("Bearer t", ChannelKind.secretContext(hook, "authorization")));
        intake.onAlerts(List.of(record(Alerts.alert("a", 1, "firing"))));
        sendAll(hook);

        assertThat(receiver.posts().getFirst().header("Authorization")).isEqualTo("Bearer t");
    }

    @Test
    void severalSendersSendEachOnce() throws Exception {
        List<Long> hooks = List.of(channel("webhook", "{}"), channel("slack", "{}"));
        for (int i = 0; i < 40; i++) {
            intake.onAlerts(List.of(record(Alerts.alert("a" + i, 1, "firing"))));
        }
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Sender other = sender();
            for (long hook : hooks) {
                threads.add(
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            try {
                                                begin.await();
                                                while (other.sendNext(hook)) {
                                                    Thread.onSpinWait();
                                                }
                                            } catch (InterruptedException e) {
                                                throw new IllegalStateException(e);
                                            }
                                        }));
            }
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(receiver.posts()).hasSize(80);
        assertThat(keys()).doesNotHaveDuplicates();
        assertThat(column("attempts")).containsOnly("1");
    }

    @Test
    void aSlowChannelHoldsUpNoOther() throws Exception {
        channel("webhook", "{}");
        channel("webhook", "{\"url\": \"%s\"}".formatted(receiver.url("/quick")));
        CountDownLatch slow = new CountDownLatch(1);
        receiver.answering(
                _ -> {
                    if (receiver.posts().getLast().path().equals("/hook")) {
                        slow.await();
                    }
                    return new Answer(200, "", null);
                });
        for (int i = 0; i < 5; i++) {
            intake.onAlerts(List.of(record(Alerts.alert("a" + i, 1, "firing"))));
        }

        sender.look();
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                receiver.posts().stream()
                                                .filter(post -> post.path().equals("/quick"))
                                                .count()
                                        == 5);
        slow.countDown();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> {
                            sender.look();
                            assertThat(column("status")).containsOnly("delivered");
                        });
    }

    @Test
    void saysWhatWaitsAndForgetsWhatIsOld() throws Exception {
        long hook = channel("webhook", "{}");
        receiver.answering(404);
        intake.onAlerts(List.of(record(Alerts.alert("a", 1, "firing"))));
        QueueCare care = new QueueCare(table, metrics, Duration.ofDays(30), clock);

        now = now.plus(Duration.ofSeconds(90));
        care.look();
        assertThat(care.check().detail()).isEqualTo("1 wait, the oldest for 90 s");
        assertThat(
                        meters.get("stacklens.analytics.notifications.oldest.pending.seconds")
                                .gauge()
                                .value())
                .isEqualTo(90);
        sendAll(hook);
        now = now.plus(Duration.ofDays(31));
        care.look();

        assertThat(care.check().detail()).isEqualTo("nothing waits");
        assertThat(column("id")).isEmpty();
    }

    private void sendAll(long channel) throws InterruptedException {
        boolean sent = true;
        while (sent) {
            sent = sender.sendNext(channel);
        }
    }

    private long channel(String kind, String more) {
        String settings = more.equals("{}") || !more.contains("url") ? withUrl(more) : more;
        Long id =
                jdbc.queryForObject(
                        "insert into notification_channels (name, kind, settings) values (?, ?,"
                                + " ?::jsonb) returning id",
                        Long.class,
                        kind + offset++,
                        kind,
                        settings);
        return id == null ? 0 : id;
    }

    private String withUrl(String more) {
        return Json.mapper().readTree(more).asObject().put("url", receiver.url("/hook")).toString();
    }

    private void route(String matchers, long channel, boolean sendResolved, String groupBy) {
        jdbc.update(
                "insert into notification_routes (name, matchers, channel_ids, send_resolved,"
                        + " group_by) values ('r', ?::jsonb, array[?::bigint], ?, ?::text[])",
                matchers,
                channel,
                sendResolved,
                groupBy);
    }

    private ConsumerRecord<byte[], byte[]> record(ObjectNode alert) {
        return bytes(Json.write(alert));
    }

    @SuppressWarnings("NullAway")
    private ConsumerRecord<byte[], byte[]> bytes(byte[] value) {
        return new ConsumerRecord<>("analytics-alerts", 0, offset++, null, value);
    }

    private List<String> column(String name) {
        return jdbc.queryForList(
                "select %s::text from notifications order by id".formatted(name), String.class);
    }

    private List<String> events() {
        return receiver.posts().stream()
                .filter(post -> post.json().has("event"))
                .map(post -> post.json().get("event").asString())
                .toList();
    }

    private List<String> keys() {
        return receiver.posts().stream().map(post -> post.header("Idempotency-Key")).toList();
    }

    private List<String> alertsOf(int post) {
        return receiver.posts().get(post).json().get("alerts").findValuesAsString("id");
    }

    private NotificationIntake intake() {
        SinkTools tools =
                new SinkTools(
                        transactions,
                        new KafkaTemplate<>(
                                () ->
                                        new MockProducer<>(
                                                true,
                                                null,
                                                new ByteArraySerializer(),
                                                new ByteArraySerializer())),
                        new DeadLetters("analytics", Clock.systemUTC()),
                        new RecordFatesRegistry(
                                ServiceIdentity.of(
                                        new MockEnvironment()
                                                .withProperty(
                                                        "spring.application.name", "analytics")),
                                meters));
        return new NotificationIntake(
                table,
                destinations,
                settings(),
                clock,
                new StoredOffsets(NotificationIntake.GROUP, jdbc, new KnownTopics()),
                tools);
    }

    private Sender sender() {
        Targets targets =
                new Targets(
                        new TargetGuard(List.of("127.0.0.1")),
                        URI.create("https://logs.example.org"),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(4),
                        clock);
        Sender made =
                new Sender(
                        table,
                        destinations,
                        new Courier(destinations, targets, Duration.ofSeconds(30)),
                        settings(),
                        new RetryPauses(
                                Duration.ofSeconds(2), Duration.ofMinutes(10), new Random(1)),
                        metrics,
                        clock,
                        Executors.newVirtualThreadPerTaskExecutor());
        open.add(made);
        open.add(targets);
        return made;
    }

    private static NotificationProperties settings() {
        return new NotificationProperties(
                List.of(),
                Duration.ofSeconds(10),
                20,
                Duration.ofSeconds(2),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofHours(24),
                Duration.ofDays(30));
    }
}
