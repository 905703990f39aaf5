package io.stacklens.analytics.notify;

import com.zaxxer.hikari.HikariDataSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.analytics.notify.guard.TargetGuard;
import io.stacklens.analytics.notify.targets.Receiver;
import io.stacklens.analytics.notify.targets.Targets;
import io.stacklens.analytics.offsets.StoredOffsets;
import io.stacklens.analytics.sinks.SinkTools;
import io.stacklens.analytics.streams.KnownTopics;
import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.json.Json;
import io.stacklens.pipeline.deadletter.DeadLetters;
import io.stacklens.pipeline.fate.RecordFatesRegistry;
import io.stacklens.pipeline.identity.ServiceIdentity;
import io.stacklens.pipeline.secret.SecretBox;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.node.ObjectNode;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * From a poll of the topic to what a target has got: a real database, a real HTTP server, and a
 * clock that the test moves. Each test has one of its own, on one database that is emptied for it.
 */
final class NotificationDrive implements AutoCloseable {

    static final SecretBox SECRETS = SecretBox.ofText("a key of thirty-two characters, so!");
    static final Duration LEASE = Duration.ofSeconds(36);

    private final List<Closeable> ends = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final NotificationMetrics metrics = new NotificationMetrics(meters);
    private Instant now = Instant.parse("2026-01-01T12:00:02Z");
    private final InstantSource clock = () -> now;
    private long offset;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final NotificationTable table;
    private final Destinations destinations;
    private final Receiver receiver;
    private final NotificationIntake intake;
    private final Sender sender;

    /**
     * Makes the database for the first test that asks, and closes it after the last test of all.
     */
    static final class Shared implements ParameterResolver {

        @Override
        public ExtensionContextScope getTestInstantiationExtensionContextScope(
                ExtensionContext root) {
            return ExtensionContextScope.TEST_METHOD;
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == NotificationDrive.class;
        }

        @Override
        public NotificationDrive resolveParameter(
                ParameterContext parameter, ExtensionContext test) {
            HikariDataSource source =
                    test.getRoot()
                            .getStore(Namespace.create(NotificationDrive.class))
                            .computeIfAbsent(
                                    HikariDataSource.class,
                                    _ -> newDatabase(),
                                    HikariDataSource.class);
            return test.getStore(Namespace.create(test.getUniqueId()))
                    .computeIfAbsent(
                            NotificationDrive.class,
                            _ -> new NotificationDrive(source),
                            NotificationDrive.class);
        }

        private static HikariDataSource newDatabase() {
            Database database = EmbeddedPlatform.shared().newDatabase();
            HikariDataSource source = new HikariDataSource();
            source.setJdbcUrl(database.url());
            source.setUsername(database.appUser());
            source.setPassword(database.appPassword());
            return source;
        }
    }

    private NotificationDrive(HikariDataSource source) {
        jdbc = new JdbcTemplate(source);
        Stream.of("notifications", "notification_routes", "notification_channels", "kafka_offsets")
                .forEach(rows -> jdbc.update("delete from " + rows));
        transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
        table = new NotificationTable(jdbc, transactions);
        destinations = new Destinations(jdbc, SECRETS);
        receiver = newReceiver();
        ends.add(receiver::close);
        intake = anotherIntake();
        sender = anotherSender();
    }

    private static Receiver newReceiver() {
        try {
            return new Receiver();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Closeable end : ends) {
            end.close();
        }
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }

    NotificationTable table() {
        return table;
    }

    Receiver receiver() {
        return receiver;
    }

    NotificationIntake intake() {
        return intake;
    }

    Sender sender() {
        return sender;
    }

    SimpleMeterRegistry meters() {
        return meters;
    }

    NotificationMetrics metrics() {
        return metrics;
    }

    InstantSource clock() {
        return clock;
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Takes alerts from the topic in one poll. */
    void hears(ObjectNode... alerts) {
        intake.onAlerts(Stream.of(alerts).map(this::record).toList());
    }

    /** Sends what is due. */
    void sendAll(long channel) throws InterruptedException {
        boolean sent = true;
        while (sent) {
            sent = sender.sendNext(channel);
        }
    }

    /** A channel to the receiver, with settings beside its address. */
    long channel(String kind, String more) {
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

    /** A route with matchers as JSON and group-by as an array of SQL. */
    void route(String matchers, long channel, boolean sendResolved, String groupBy) {
        jdbc.update(
                "insert into notification_routes (name, matchers, channel_ids, send_resolved,"
                        + " group_by) values ('r', ?::jsonb, array[?::bigint], ?, ?::text[])",
                matchers,
                channel,
                sendResolved,
                groupBy);
    }

    ConsumerRecord<byte[], byte[]> record(ObjectNode alert) {
        return bytes(Json.write(alert));
    }

    @SuppressWarnings("NullAway")
    ConsumerRecord<byte[], byte[]> bytes(byte[] value) {
        return new ConsumerRecord<>("analytics-alerts", 0, offset++, null, value);
    }

    /** A column of all that was noted, in the order of their notes. */
    List<String> column(String name) {
        return jdbc.queryForList(
                "select %s::text from notifications order by id".formatted(name), String.class);
    }

    /** What the receiver was told, of targets that say it in a field {@code event}. */
    List<String> events() {
        return receiver.posts().stream()
                .filter(post -> post.json().has("event"))
                .map(post -> post.json().get("event").asString())
                .toList();
    }

    List<String> keys() {
        return receiver.posts().stream().map(post -> post.header("Idempotency-Key")).toList();
    }

    List<String> alertsOf(int post) {
        return receiver.posts().get(post).json().get("alerts").findValuesAsString("id");
    }

    /** Another owner of the partition, who begins where the last one has committed. */
    NotificationIntake anotherIntake() {
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

    Sender anotherSender() {
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
        ends.add(made::close);
        ends.add(targets::close);
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
