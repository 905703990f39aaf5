package io.stacklens.dashboard.logs;

import io.stacklens.logstore.LogStore;
import io.stacklens.logstore.LogStoreOptions;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log store, for reading. */
@Configuration(proxyBeanMethods = false)
class LogStoreConfiguration {

    @Bean
    LogStore logStore(DataSource dataSource) {
        return new LogStore(dataSource, LogStoreOptions.defaults());
    }
}
