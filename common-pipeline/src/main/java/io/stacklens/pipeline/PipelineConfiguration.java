package io.stacklens.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.model.json.Json;
import io.stacklens.pipeline.fate.RecordFatesRegistry;
import io.stacklens.pipeline.identity.ServiceIdentity;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import tools.jackson.databind.DeserializationFeature;

import java.time.Clock;

/** Who this service is, its clock, its counters, and our JSON form for its HTTP answers. */
@AutoConfiguration(after = CompositeMeterRegistryAutoConfiguration.class)
class PipelineConfiguration {

    @Bean
    ServiceIdentity serviceIdentity(Environment environment) {
        return ServiceIdentity.of(environment);
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RecordFatesRegistry recordFatesRegistry(ServiceIdentity identity, MeterRegistry registry) {
        return new RecordFatesRegistry(identity, registry);
    }

    /** A fraction where a whole number belongs is refused instead of cut. */
    @Bean
    JsonMapperBuilderCustomizer stackLensJson() {
        return builder ->
                Json.configure(builder).disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    }
}
