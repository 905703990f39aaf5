package io.stacklens.analytics.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.analytics.offsets.OwnerChangedException;
import io.stacklens.analytics.offsets.StoredOffsets;
import io.stacklens.analytics.sinks.SinkTools;
import io.stacklens.analytics.streams.KnownTopics;
import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.Topics;
import io.stacklens.model.window.TemplateDelta;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.pipeline.deadletter.DeadLetters;
import io.stacklens.pipeline.fate.RecordFatesRegistry;
import io.stacklens.pipeline.identity.ServiceIdentity;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.List;

class TemplateSinkIT {

    private static final long MINUTE = 1_767_268_800;

    private final KnownTopics topics = new KnownTopics();
    private JdbcTemplate jdbc;
    private DriverManagerDataSource dataSource;

    @BeforeEach
    void makeDatabase() {
        Database database = EmbeddedPlatform.shared().newDatabase();
        dataSource =
                new DriverManagerDataSource(
                        database.url(), database.appUser(), database.appPassword());
        jdbc = new JdbcTemplate(dataSource);
    }

    @Test
    void addsCountsErrorsAndTemplates() {
        TemplateSink sink = sink();

        sink.onDeltas(List.of(record(0, 5, 2, "first"), record(1, 3, 1, "later")));
        sink.onDeltas(List.of(record(4, 1, 0, "")));

        assertThat(total("template_counts_1min")).isEqualTo(9);
        assertThat(total("error_groups_1min")).isEqualTo(3);
        assertThat(total("template_counts_1hour")).isEqualTo(9);
        assertThat(total("template_counts_1day")).isEqualTo(9);
        assertThat(total("error_groups_1hour")).isEqualTo(3);
        assertThat(total("error_groups_1day")).isEqualTo(3);
        assertThat(jdbc.queryForObject("select sample from error_groups_1min", String.class))
                .isEqualTo("later");
        assertThat(jdbc.queryForObject("select template from log_templates", String.class))
                .isEqualTo("paid <*>");
    }

    @Test
    void aPollThatIsDeliveredAgainIsAddedOnce() {
        sink().onDeltas(List.of(record(0, 5, 2, ""), record(1, 3, 1, "")));

        TemplateSink restarted = sink();
        restarted.onDeltas(List.of(record(0, 5, 2, ""), record(1, 3, 1, ""), record(2, 2, 0, "")));

        assertThat(total("template_counts_1min")).isEqualTo(10);
    }

    @Test
    void anOwnerThatWasPausedWritesNothingOfWhatItsSuccessorWrote() {
        TemplateSink paused = sink();
        paused.onDeltas(List.of(record(0, 1, 0, "")));
        sink().onDeltas(List.of(record(1, 1, 0, ""), record(2, 1, 0, "")));

        List<ConsumerRecord<byte[], byte[]>> late = List.of(record(1, 1, 0, ""));
        assertThatExceptionOfType(OwnerChangedException.class)
                .isThrownBy(() -> paused.onDeltas(late));
        paused.onDeltas(late);

        assertThat(total("template_counts_1min")).isEqualTo(3);
    }

    @Test
    void aTopicThatWasMadeAnewCountsFromItsStart() {
        TemplateSink sink = sink();
        sink.onDeltas(List.of(record(0, 5, 0, ""), record(1, 5, 0, "")));
        topics.makeAnew(Topics.WINDOW_DELTAS);
        sink.onDeltas(List.of(record(0, 1, 0, ""), record(1, 1, 0, "")));
        sink().onDeltas(List.of(record(1, 1, 0, ""), record(2, 1, 0, "")));

        assertThat(total("template_counts_1min")).isEqualTo(13);
    }

    @Test
    void whatComesInThePlaceOfLostRecordsIsAdded() {
        sink().onDeltas(List.of(record(0, 1, 0, ""), record(7, 1, 0, "")));
        topics.endAt(Topics.WINDOW_DELTAS, 5);
        TemplateSink restarted = sink();
        restarted.onDeltas(List.of(record(5, 10, 0, "")));
        topics.endAt(Topics.WINDOW_DELTAS, 8);
        restarted.onDeltas(List.of(record(6, 10, 0, ""), record(7, 10, 0, "")));
        restarted.onDeltas(List.of(record(5, 10, 0, ""), record(8, 10, 0, "")));

        assertThat(total("template_counts_1min")).isEqualTo(42);
    }

    @Test
    void theBrokerIsAskedOnceForAllThatComesAgain() {
        TemplateSink sink = sink();
        sink.onDeltas(List.of(record(0, 1, 0, ""), record(9, 1, 0, "")));
        int before = topics.asked();
        sink.onDeltas(List.of(record(0, 1, 0, ""), record(1, 1, 0, "")));
        sink.onDeltas(List.of(record(2, 1, 0, "")));
        sink.onDeltas(List.of(record(9, 1, 0, ""), record(10, 1, 0, "")));

        assertThat(topics.asked() - before).isEqualTo(1);
        assertThat(total("template_counts_1min")).isEqualTo(3);
    }

    @Test
    void anOffsetFromBeforeTopicsHadIdsCountsForTheTopicThatIsThere() {
        sink().onDeltas(List.of(record(0, 5, 0, "")));
        jdbc.update("update kafka_offsets set topic_id = null");
        sink().onDeltas(List.of(record(0, 5, 0, ""), record(1, 5, 0, "")));
        topics.makeAnew(Topics.WINDOW_DELTAS);
        sink().onDeltas(List.of(record(0, 1, 0, "")));

        assertThat(total("template_counts_1min")).isEqualTo(11);
    }

    @Test
    void whatDoesNotDecodeIsPassedOver() {
        sink().onDeltas(
                        List.of(
                                record(0, 1, 0, ""),
                                new ConsumerRecord<>("window-deltas", 0, 1, null, new byte[] {1})));

        assertThat(total("template_counts_1min")).isEqualTo(1);
        assertThat(jdbc.queryForObject("select next_offset from kafka_offsets", Long.class))
                .isEqualTo(2);
    }

    private TemplateSink sink() {
        SinkTools tools =
                new SinkTools(
                        new TransactionTemplate(new DataSourceTransactionManager(dataSource)),
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
                                new SimpleMeterRegistry()));
        return new TemplateSink(
                new TemplateTables(jdbc),
                new StoredOffsets(TemplateSink.GROUP, jdbc, topics),
                tools);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            long offset, long count, long errors, String sample) {
        TemplateDelta delta =
                new TemplateDelta(
                        "t1", "paid <*>", "", MINUTE, count, errors, sample, offset * 1_000_000);
        return new ConsumerRecord<>(
                "window-deltas",
                0,
                offset,
                null,
                new WindowDelta("shop", List.of(), List.of(delta)).encode());
    }

    private Long total(String table) {
        return jdbc.queryForObject("select sum(total) from " + table, Long.class);
    }
}
