package io.stacklens.dashboard.incidents;

import io.stacklens.pipeline.repeat.Repeating;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks for alerts that nobody takes, if that is wanted. */
@Configuration(proxyBeanMethods = false)
class IncidentsConfiguration {

    @Bean
    @ConditionalOnProperty(name = "stacklens.dashboard.incidents.automatic", havingValue = "true")
    Repeating automaticIncidentsLook(AutomaticIncidents incidents, IncidentsProperties properties) {
        return new Repeating("automatic-incidents", properties.every(), incidents::look);
    }
}
