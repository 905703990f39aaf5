package io.stacklens.analytics.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.analytics.sinks.SinkTools;
import io.stacklens.analytics.streams.StreamsApplication;
import io.stacklens.model.Topics;
import io.stacklens.pipeline.repeat.Repeating;

import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;
import java.time.Duration;

/** The evaluation of rules, what it needs to know, and the sink that stores what it publishes. */
@Configuration(proxyBeanMethods = false)
class AlertsConfiguration {

    private static final Duration RULES_READ_EVERY = Duration.ofSeconds(2);
    private static final Duration LAG_LOOKED_AT_EVERY = Duration.ofSeconds(1);

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

    @Bean
    StreamsApplication alertEvaluation(
            Rules rules,
            ChainLag lag,
            AnomalyAlertProperties anomalyAlerts,
            KafkaProperties kafka,
            MeterRegistry meters,
            Clock clock) {
        AlertInputs inputs =
                new AlertInputs(
                        rules::current,
                        lag::isBehind,
                        clock.instant(),
                        anomalyAlerts,
                        alert ->
                                meters.counter(
                                                "stacklens.analytics.alerts.published",
                                                "status",
                                                alert.status().label())
                                        .increment());
        return new StreamsApplication(
                        "analytics-alerts",
                        _ -> AlertTopology.alerts(inputs),
                        Duration.ofMillis(150),
                        kafka.buildAdminProperties())
                .leavingDeadLettersOf(Topics.WINDOW_DELTAS);
    }

    @Bean
    AlertSink alertSink(JdbcTemplate jdbc, SinkTools tools) {
        return new AlertSink(new AlertTable(jdbc), tools);
    }
}
