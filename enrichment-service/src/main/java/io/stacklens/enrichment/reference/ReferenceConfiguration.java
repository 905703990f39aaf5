package io.stacklens.enrichment.reference;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.enrichment.Enricher;
import io.stacklens.model.Business;
import io.stacklens.model.User;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import java.time.Clock;

/** The user and business stages. They share one gate, since they share the database behind it. */
@Configuration(proxyBeanMethods = false)
class ReferenceConfiguration {

    @Bean
    LookupGate lookupGate(ReferenceProperties properties, Clock clock) {
        return new LookupGate(properties.timeout(), properties.retryAfter(), clock);
    }

    @Bean
    ReferenceCache<User> users(
            ReferenceTables tables,
            LookupGate gate,
            ReferenceProperties properties,
            MeterRegistry metrics) {
        return new ReferenceCache<>("user", tables::users, gate, properties, metrics);
    }

    @Bean
    ReferenceCache<Business> accounts(
            ReferenceTables tables,
            LookupGate gate,
            ReferenceProperties properties,
            MeterRegistry metrics) {
        return new ReferenceCache<>("business", tables::accounts, gate, properties, metrics);
    }

    @Bean
    @Order(2)
    @ConditionalOnBooleanProperty(
            name = "stacklens.enrichment.reference.users",
            matchIfMissing = true)
    Enricher userEnricher(ReferenceCache<User> users) {
        return new UserEnricher(users);
    }

    @Bean
    @Order(3)
    @ConditionalOnBooleanProperty(
            name = "stacklens.enrichment.reference.accounts",
            matchIfMissing = true)
    Enricher businessEnricher(ReferenceCache<Business> accounts) {
        return new BusinessEnricher(accounts);
    }
}
