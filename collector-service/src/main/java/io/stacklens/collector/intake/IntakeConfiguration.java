package io.stacklens.collector.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.collector.delivery.Delivery;
import io.stacklens.pipeline.fate.RecordFatesRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    MemoryBudget memoryBudget(BatchProperties batch, MeterRegistry registry) {
        MemoryBudget budget = new MemoryBudget(batch.memory().toBytes());
        Gauge.builder("stacklens.collector.memory.used", budget, MemoryBudget::used)
                .baseUnit("bytes")
                .description("Records that wait to be safe")
                .register(registry);
        return budget;
    }

    @Bean
    Collector collector(Delivery delivery, BatchProperties batch, RecordFatesRegistry fates) {
        return new Collector(delivery, fates.of("collector"), batch);
    }
}
