package io.stacklens.analytics.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.analytics.sinks.SinkTools;
import io.stacklens.analytics.streams.SourceTopics;
import io.stacklens.analytics.streams.StreamsApplication;
import io.stacklens.logstore.LogStore;
import io.stacklens.logstore.LogStoreOptions;
import io.stacklens.model.Topics;
import io.stacklens.pipeline.repeat.Repeating;
import io.stacklens.pipeline.topic.SourcePartitions;

import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import javax.sql.DataSource;

/** The evaluation of rules, what it needs to know, and the sink that stores what it publishes. */
@Configuration(proxyBeanMethods = false)
class AlertsConfiguration {

    private static final Duration RULES_READ_EVERY = Duration.ofSeconds(2);
    private static final Duration LAG_LOOKED_AT_EVERY = Duration.ofSeconds(1);
    private static final Duration SOURCES_WRITTEN_EVERY = Duration.ofSeconds(5);

    @Bean
    Rules rules(JdbcTemplate jdbc) {
        return new Rules(new RuleTable(jdbc)::read);
    }

    @Bean
    Repeating ruleReading(Rules rules) {
        return new Repeating("rules", RULES_READ_EVERY, rules::refresh);
    }

    @Bean(destroyMethod = "close")
    ChainLag chainLag(KafkaProperties kafka, Clock clock, MeterRegistry meters) {
        ChainLag lag = new ChainLag(() -> Admin.create(kafka.buildAdminProperties()), clock);
        meters.gauge("stacklens.analytics.chain.lag.seconds", lag, l -> l.lag().toMillis() / 1e3);
        return lag;
    }

    @Bean
    Repeating chainLagLooking(ChainLag lag) {
        return new Repeating("chain-lag", LAG_LOOKED_AT_EVERY, lag::look);
    }

    /** With a store of its own, so that no search of people keeps an alert waiting. */
    @Bean(destroyMethod = "close")
    StoredLines alertLines(DataSource dataSource, AlertLineProperties settings) {
        LogStoreOptions options = LogStoreOptions.defaults();
        LogStore store =
                new LogStore(
                        dataSource,
                        new LogStoreOptions(
                                options.blockRecords(),
                                options.blockBytes(),
                                options.compressionLevel(),
                                options.highRisk(),
                                options.highRiskRows(),
                                options.readTransaction(),
                                1));
        return new StoredLines(store, settings.within());
    }

    @Bean
    SourceTable sourceTable(JdbcTemplate jdbc) {
        return new SourceTable(jdbc);
    }

    @Bean
    Repeating sourceWriting(SourceTable sources) {
        return new Repeating("sources", SOURCES_WRITTEN_EVERY, sources::write);
    }

    @Bean
    Repeating sourceForgetting(SourceTable sources) {
        return new Repeating("old-sources", Duration.ofHours(1), sources::forgetOld);
    }

    @Bean
    StreamsApplication alertEvaluation(
            Rules rules,
            ChainLag lag,
            AnomalyAlertProperties anomalyAlerts,
            FlapProperties flapping,
            ObjectProvider<Silencer> silencer,
            StoredLines lines,
            SourceTable sources,
            KafkaProperties kafka,
            SourcePartitions partitions,
            MeterRegistry meters,
            Clock clock) {
        SourceTopics sourceTopics = SourceTopics.of("analytics-alerts", partitions, meters);
        Silencer silences = silencer.getIfAvailable(Silencer::none);
        AlertInputs inputs =
                new AlertInputs(
                        () -> silences.isKnown() ? rules.current() : Optional.empty(),
                        lag::isBehind,
                        clock.instant(),
                        anomalyAlerts,
                        flapping,
                        silences,
                        lines,
                        sources::show,
                        alert ->
                                meters.counter(
                                                "stacklens.analytics.alerts.published",
                                                "status",
                                                alert.status().label())
                                        .increment());
        return new StreamsApplication(
                        "analytics-alerts",
                        _ -> AlertTopology.alerts(inputs, sourceTopics),
                        Duration.ofMillis(150),
                        kafka.buildAdminProperties())
                .leavingDeadLettersOf(Topics.WINDOW_DELTAS);
    }

    @Bean
    AlertSink alertSink(JdbcTemplate jdbc, SinkTools tools) {
        return new AlertSink(new AlertTable(jdbc), tools);
    }
}
