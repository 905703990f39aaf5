package io.stacklens.analytics.notify;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.analytics.notify.guard.TargetGuard;
import io.stacklens.analytics.notify.targets.Targets;
import io.stacklens.analytics.offsets.StoredOffsets;
import io.stacklens.analytics.sinks.SinkTools;
import io.stacklens.pipeline.repeat.Repeating;
import io.stacklens.pipeline.secret.SecretBox;
import io.stacklens.pipeline.secret.SecretsConfiguration;
import io.stacklens.pipeline.topic.SourcePartitions;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The queue of notifications: who fills it, who empties it, and who looks after it. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(SecretsConfiguration.class)
class NotifyConfiguration {

    private static final Duration LOOKS_EVERY = Duration.ofMillis(200);
    private static final Duration CARES_EVERY = Duration.ofSeconds(5);

    /** An Alertmanager may miss three messages before it takes an alert for ended. */
    private static final int GOOD_FOR = 4;

    @Bean
    NotificationTable notificationTable(JdbcTemplate jdbc, SinkTools tools) {
        return new NotificationTable(jdbc, tools.transactions());
    }

    @Bean
    Destinations destinations(JdbcTemplate jdbc, SecretBox secrets) {
        return new Destinations(jdbc, secrets);
    }

    @Bean
    NotificationIntake notificationIntake(
            NotificationTable table,
            Destinations destinations,
            NotificationProperties settings,
            Clock clock,
            JdbcTemplate jdbc,
            SourcePartitions partitions,
            SinkTools tools) {
        return new NotificationIntake(
                table,
                destinations,
                settings,
                clock,
                new StoredOffsets(NotificationIntake.GROUP, jdbc, partitions),
                tools);
    }

    @Bean
    Targets notificationTargets(
            NotificationProperties settings, PublicAddress address, Clock clock) {
        return new Targets(
                new TargetGuard(settings.allowedTargets()),
                address.publicUrl(),
                settings.timeout(),
                settings.keepAlive().multipliedBy(GOOD_FOR),
                clock);
    }

    @Bean
    NotificationMetrics notificationMetrics(MeterRegistry registry) {
        return new NotificationMetrics(registry);
    }

    @Bean
    Sender notificationSender(
            NotificationTable table,
            Destinations destinations,
            Targets targets,
            NotificationProperties settings,
            NotificationMetrics metrics,
            Clock clock) {
        // No bean: Spring would take it for the executor of everything.
        ExecutorService threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("notifications-", 0).factory());
        return new Sender(
                table,
                destinations,
                new Courier(destinations, targets, settings.attemptLimit()),
                settings,
                new RetryPauses(settings.firstRetry(), settings.longestRetry(), new SecureRandom()),
                metrics,
                clock,
                threads);
    }

    @Bean
    Repeating notificationSending(Sender sender) {
        return new Repeating("notification-sending", LOOKS_EVERY, sender::look);
    }

    @Bean
    QueueCare notificationCare(
            NotificationTable table,
            NotificationMetrics metrics,
            NotificationProperties settings,
            Clock clock) {
        return new QueueCare(table, metrics, settings.keep(), clock);
    }

    @Bean
    Repeating notificationCaring(QueueCare care) {
        return new Repeating("notification-care", CARES_EVERY, care::look);
    }
}
