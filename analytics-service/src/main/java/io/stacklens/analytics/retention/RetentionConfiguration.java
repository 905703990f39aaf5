package io.stacklens.analytics.retention;

import io.stacklens.pipeline.repeat.Repeating;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;

/** Retention, when it is on. */
@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

    @Bean
    @ConditionalOnBooleanProperty(
            name = "stacklens.analytics.retention.enabled",
            matchIfMissing = true)
    Repeating retentionRuns(JdbcTemplate jdbc, RetentionProperties settings, Clock clock) {
        return new Repeating(
                "retention", settings.every(), new Retention(jdbc, settings, clock)::run);
    }
}
