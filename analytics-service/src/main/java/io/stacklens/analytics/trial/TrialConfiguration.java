package io.stacklens.analytics.trial;

import io.stacklens.logstore.LogStore;
import io.stacklens.logstore.LogStoreOptions;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import javax.sql.DataSource;

/** What tries rules. */
@Configuration(proxyBeanMethods = false)
class TrialConfiguration {

    @Bean
    Trials trials(JdbcTemplate jdbc, DataSource dataSource) {
        return new Trials(jdbc, new LogStore(dataSource, LogStoreOptions.defaults()));
    }
}
