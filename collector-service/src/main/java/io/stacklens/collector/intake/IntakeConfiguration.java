package io.stacklens.collector.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.stacklens.pipeline.fate.RecordFatesRegistry;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.Map;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    MemoryBudget memoryBudget(BatchProperties batch, MeterRegistry registry) {
        MemoryBudget budget = new MemoryBudget(batch.memory().toBytes());
        Gauge.builder("stacklens.collector.memory.used", budget, MemoryBudget::used)
                .baseUnit("bytes")
                .description("Records that wait for Kafka")
                .register(registry);
        return budget;
    }

    @Bean
    Collector collector(
            KafkaProperties kafka,
            BatchProperties batch,
            RecordFatesRegistry fates,
            MeterRegistry registry) {
        Map<String, Object> settings =
                KafkaBatchSender.settings(kafka.buildProducerProperties(), batch);
        return new Collector(
                () -> {
                    Producer<byte[], byte[]> producer = new KafkaProducer<>(settings);
                    new KafkaClientMetrics(producer).bindTo(registry);
                    return producer;
                },
                fates.of("collector"),
                batch);
    }
}
