package io.stacklens.collector.delivery;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.stacklens.collector.spool.Spool;
import io.stacklens.collector.spool.SpoolCounts;
import io.stacklens.collector.spool.SpoolProperties;
import io.stacklens.pipeline.fate.RecordFatesRegistry;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.util.Map;
import java.util.function.ToDoubleFunction;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    /** What Kafka's client may hold, beside what the lanes bound by themselves. */
    private static final long BUFFER_BYTES = 64L << 20;

    /** Bytes of a partition that wait for Kafka before the disk takes what comes next. */
    private static final long IN_HAND_BYTES = 8L << 20;

    @Bean(destroyMethod = "close")
    Spool spool(SpoolProperties properties, MeterRegistry registry, Clock clock) {
        Spool spool = Spool.open(properties, clock);
        gauge(registry, spool, "bytes", Spool::bytes, "Bytes on disk");
        gauge(registry, spool, "records", Spool::logRecords, "Log records on disk");
        Gauge.builder("stacklens.collector.spool.oldest.age", spool, s -> age(s, clock))
                .baseUnit("seconds")
                .description("How long the oldest batch has waited on disk")
                .register(registry);
        SpoolCounts counts = spool.counts();
        counter(registry, counts, "written", SpoolCounts::written, "Log records put on disk");
        counter(registry, counts, "drained", SpoolCounts::drained, "Log records gone to Kafka");
        counter(registry, counts, "torn", SpoolCounts::tornTails, "Files cut at the start");
        counter(registry, counts, "damaged", SpoolCounts::damagedPlaces, "Places left out");
        return spool;
    }

    @Bean
    KafkaClients kafkaClients(Spool spool, KafkaProperties kafka, MeterRegistry registry) {
        Map<String, Object> shared = kafka.buildProducerProperties();
        return new KafkaClients(
                spool.id(),
                () -> {
                    Producer<byte[], byte[]> producer =
                            new KafkaProducer<>(ProducerSender.settings(shared, BUFFER_BYTES));
                    new KafkaClientMetrics(producer).bindTo(registry);
                    return producer;
                },
                shared,
                kafka.buildConsumerProperties(),
                kafka.buildAdminProperties());
    }

    @Bean
    Delivery delivery(
            Spool spool,
            KafkaClients clients,
            SpoolProperties properties,
            BacklogProperties backlog,
            RecordFatesRegistry fates,
            Clock clock) {
        return new Delivery(
                spool,
                clients,
                new LaneLimits(properties.after(), IN_HAND_BYTES),
                backlog,
                fates.of("collector"),
                clock);
    }

    private static double age(Spool spool, Clock clock) {
        long oldest = spool.oldest();
        return oldest == 0 ? 0 : (clock.millis() - oldest) / 1_000.0;
    }

    private static void gauge(
            MeterRegistry registry,
            Spool spool,
            String name,
            ToDoubleFunction<Spool> value,
            String description) {
        Gauge.builder("stacklens.collector.spool." + name, spool, value)
                .description(description)
                .register(registry);
    }

    private static void counter(
            MeterRegistry registry,
            SpoolCounts counts,
            String name,
            ToDoubleFunction<SpoolCounts> value,
            String description) {
        FunctionCounter.builder("stacklens.collector.spool." + name, counts, value)
                .description(description)
                .register(registry);
    }
}
