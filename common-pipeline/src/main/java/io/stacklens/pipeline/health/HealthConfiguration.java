package io.stacklens.pipeline.health;

import io.stacklens.pipeline.fate.RecordFatesRegistry;
import io.stacklens.pipeline.identity.ServiceIdentity;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.util.function.SingletonSupplier;

import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import javax.sql.DataSource;

/** Readiness, heartbeats and the gate, all fed by the same components. */
@AutoConfiguration(
        after = KafkaAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
public class HealthConfiguration {

    @Bean
    BrokerComponent brokerComponent(
            KafkaProperties kafka, Clock clock, ObjectProvider<BrokerStandIn> standIns) {
        return new BrokerComponent(
                String.join(",", kafka.getBootstrapServers()), clock, isStoodIn(standIns));
    }

    @Bean
    PlatformGate platformGate(
            KafkaProperties kafka,
            ObjectProvider<SchemaCheck> schemas,
            ObjectProvider<Gated> gated,
            ObjectProvider<KafkaListenerEndpointRegistry> listeners,
            ObjectProvider<BrokerStandIn> standIns) {
        return new PlatformGate(
                kafka.buildAdminProperties(),
                schemas.orderedStream().toList(),
                () ->
                        Stream.<SmartLifecycle>concat(
                                        gated.orderedStream(),
                                        listeners.stream()
                                                .flatMap(
                                                        registry ->
                                                                registry
                                                                        .getListenerContainers()
                                                                        .stream()))
                                .toList(),
                isStoodIn(standIns));
    }

    private static BooleanSupplier isStoodIn(ObjectProvider<BrokerStandIn> standIns) {
        return () -> standIns.stream().anyMatch(BrokerStandIn::standsIn);
    }

    @Bean
    ListenerContainers listenerContainers(ObjectProvider<KafkaListenerEndpointRegistry> listeners) {
        return new ListenerContainers(
                () ->
                        listeners.stream()
                                .flatMap(registry -> registry.getListenerContainers().stream())
                                .toList());
    }

    @Bean
    Heartbeats heartbeats(
            ServiceIdentity identity,
            RecordFatesRegistry fates,
            ObjectProvider<HealthComponent> components,
            ObjectProvider<LagSource> lags,
            ObjectProvider<UsedKeysSource> usedKeys,
            BrokerComponent broker,
            KafkaProperties kafka,
            Clock clock) {
        return new Heartbeats(
                identity,
                fates,
                // Looked up once: it takes longer than all the rest of a heartbeat.
                SingletonSupplier.of(() -> components.orderedStream().toList()),
                SingletonSupplier.of(() -> lags.orderedStream().toList()),
                SingletonSupplier.of(() -> usedKeys.orderedStream().toList()),
                broker,
                () -> new KafkaProducer<>(heartbeatSettings(kafka, identity)),
                clock);
    }

    @Bean
    HealthContributor componentsHealthContributor(ObjectProvider<HealthComponent> components) {
        Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
        components.orderedStream().forEach(c -> indicators.put(c.name(), () -> health(c)));
        return CompositeHealthContributor.fromMap(indicators);
    }

    private static Health health(HealthComponent component) {
        HealthComponent.State state = component.check();
        Health.Builder builder = state.up() ? Health.up() : Health.down();
        return builder.withDetail("detail", state.detail()).build();
    }

    /**
     * A heartbeat that cannot be sent now is of no use later: short times, no memory to speak of.
     */
    private static Map<String, Object> heartbeatSettings(
            KafkaProperties kafka, ServiceIdentity identity) {
        Map<String, Object> settings = new HashMap<>(kafka.buildProducerProperties());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, identity.name() + "-heartbeats");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // For half a kilobyte a compressor's buffers cost more than it saves.
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 16_384);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1L << 20);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_000);
        return settings;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(DataSource.class)
    static class DatabaseConfiguration {

        @Bean
        DatabaseComponent databaseComponent(DataSource dataSource, Clock clock) {
            return new DatabaseComponent(dataSource, NewestMigration.version(), clock);
        }
    }
}
