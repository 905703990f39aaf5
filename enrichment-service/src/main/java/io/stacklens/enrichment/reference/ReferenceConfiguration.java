package io.stacklens.enrichment.reference;

import com.github.benmanes.caffeine.cache.Ticker;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.enrichment.Enricher;
import io.stacklens.enrichment.StageMetrics;
import io.stacklens.model.Business;
import io.stacklens.model.Catalogue;
import io.stacklens.model.User;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.pipeline.repeat.Repeating;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import javax.sql.DataSource;

/** The stages that read reference tables. They share one gate, since they share the database. */
@Configuration(proxyBeanMethods = false)
class ReferenceConfiguration {

    private static final String PREFIX = "stacklens.enrichment.reference.";
    private static final Duration LISTENS_AGAIN_AFTER = Duration.ofSeconds(1);

    @Bean
    LookupGate databaseGate(ReferenceProperties properties, Clock clock, MeterRegistry metrics) {
        return new LookupGate("postgresql", properties.retryAfter(), clock, metrics);
    }

    @Bean
    @ConditionalOnExpression("!'${stacklens.enrichment.redis.url:}'.isEmpty()")
    RedisLevel redisLevel(RedisProperties properties, Clock clock, MeterRegistry metrics) {
        LookupGate gate = new LookupGate("redis", properties.retryAfter(), clock, metrics);
        return new RedisLevel(properties, gate, metrics);
    }

    @Bean
    ReferenceCacheFactory referenceCacheFactory(
            LookupGate databaseGate, ObjectProvider<SharedLevel> level, MeterRegistry metrics) {
        SharedLevel shared = level.getIfAvailable(() -> SharedLevel.NONE);
        return new ReferenceCacheFactory(databaseGate, shared, metrics);
    }

    @Bean
    ReferenceCache<User> users(
            ReferenceCacheFactory caches, ReferenceTables tables, ReferenceProperties properties) {
        return caches.cache("user", User.class, tables::users, properties.user());
    }

    @Bean
    ReferenceCache<Business> accounts(
            ReferenceCacheFactory caches, ReferenceTables tables, ReferenceProperties properties) {
        return caches.cache("business", Business.class, tables::accounts, properties.business());
    }

    @Bean
    ReferenceCache<Catalogue> services(
            ReferenceCacheFactory caches, ReferenceTables tables, ReferenceProperties properties) {
        return caches.cache("catalogue", Catalogue.class, tables::services, properties.catalogue());
    }

    @Bean
    ReferenceCaches referenceCaches(
            ReferenceCache<User> users,
            ReferenceCache<Business> accounts,
            ReferenceCache<Catalogue> services) {
        return new ReferenceCaches(
                Map.of(
                        "user_profiles", users,
                        "business_accounts", accounts,
                        "services", services));
    }

    @Bean
    Repeating referenceChanges(
            DataSource dataSource, ReferenceCaches caches, MeterRegistry metrics) {
        ReferenceChanges changes = new ReferenceChanges(dataSource, caches, metrics);
        return new Repeating("reference-changes", LISTENS_AGAIN_AFTER, changes::listen);
    }

    @Bean
    @Order(2)
    @ConditionalOnBooleanProperty(name = PREFIX + "user.enabled", matchIfMissing = true)
    Enricher userEnricher(ReferenceCache<User> users) {
        return new ReferenceEnricher<>(LogColumn.USER_ID, users, ReferenceColumns::put);
    }

    @Bean
    @Order(3)
    @ConditionalOnBooleanProperty(name = PREFIX + "business.enabled", matchIfMissing = true)
    Enricher businessEnricher(ReferenceCache<Business> accounts) {
        return new ReferenceEnricher<>(LogColumn.ACCOUNT_ID, accounts, ReferenceColumns::put);
    }

    @Bean
    @Order(4)
    @ConditionalOnBooleanProperty(name = PREFIX + "catalogue.enabled", matchIfMissing = true)
    Enricher catalogueEnricher(ReferenceCache<Catalogue> services) {
        return new ReferenceEnricher<>(LogColumn.SERVICE, services, ReferenceColumns::put);
    }

    /** What all caches have in common. */
    record ReferenceCacheFactory(LookupGate gate, SharedLevel shared, MeterRegistry metrics) {

        <V> ReferenceCache<V> cache(
                String stage,
                Class<V> type,
                Function<List<String>, Map<String, V>> table,
                ReferenceProperties.Stage settings) {
            StageMetrics counts = new StageMetrics(stage, metrics);
            return new ReferenceCache<>(
                    new ReferenceRows<>(type, table, gate, shared, counts),
                    settings,
                    counts,
                    Ticker.systemTicker());
        }
    }
}
