package io.stacklens.analytics.templates;

import io.stacklens.analytics.offsets.StoredOffsets;
import io.stacklens.analytics.sinks.SinkTools;
import io.stacklens.pipeline.topic.SourcePartitions;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The sink of the templates. */
@Configuration(proxyBeanMethods = false)
class TemplatesConfiguration {

    @Bean
    TemplateSink templateSink(JdbcTemplate jdbc, SourcePartitions partitions, SinkTools tools) {
        return new TemplateSink(
                new TemplateTables(jdbc),
                new StoredOffsets(TemplateSink.GROUP, jdbc, partitions),
                tools);
    }
}
