package io.stacklens.analytics.windows;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.analytics.sinks.SinkTools;
import io.stacklens.analytics.streams.SourceTopics;
import io.stacklens.analytics.streams.StreamsApplication;
import io.stacklens.pipeline.topic.SourcePartitions;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;

/** The window merge, and the sink that stores what it publishes. */
@Configuration(proxyBeanMethods = false)
class WindowsConfiguration {

    /** Less than the time after which the broker takes partitions from a consumer that waits. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Bean
    WindowTable windowTable(JdbcTemplate jdbc) {
        return new WindowTable(jdbc);
    }

    @Bean
    StreamsApplication windowMerge(
            WindowTable table,
            WindowsProperties settings,
            KafkaProperties kafka,
            SourcePartitions partitions,
            MeterRegistry meters) {
        SourceTopics sources = SourceTopics.of("analytics-windows", partitions, meters);
        return new StreamsApplication(
                "analytics-windows",
                stopping ->
                        WindowTopology.windowMerge(
                                new StoredWindowRows(table, PATIENCE, stopping), settings, sources),
                // A window is published once a second at most.
                Duration.ofMillis(500),
                kafka.buildAdminProperties());
    }

    @Bean
    WindowSink windowSink(WindowTable table, SinkTools tools) {
        return new WindowSink(table, tools);
    }
}
