package io.stacklens.dashboard.logs;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.stacklens.logstore.LogStore;
import io.stacklens.logstore.LogStoreOptions;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import javax.sql.DataSource;

/** The log store, for reading. */
@Configuration(proxyBeanMethods = false)
class LogStoreConfiguration {

    @Bean
    LogStore logStore(DataSource dataSource) {
        return new LogStore(dataSource, LogStoreOptions.defaults());
    }

    @Bean
    MeterBinder damagedBlocks(LogStore store) {
        return registry ->
                Gauge.builder("stacklens.dashboard.logs.damaged.blocks", store::damagedBlocks)
                        .description("blocks that searches have found damaged since the start")
                        .register(registry);
    }
}
