package io.stacklens.analytics.silences;

import io.stacklens.pipeline.repeat.Repeating;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;

/** Reads the silences again and again. */
@Configuration(proxyBeanMethods = false)
class SilencesConfiguration {

    private static final Duration READ_EVERY = Duration.ofSeconds(2);

    @Bean
    Silences silences(JdbcTemplate jdbc) {
        return new Silences(new SilenceTable(jdbc)::read);
    }

    @Bean
    Repeating silenceReading(Silences silences) {
        return new Repeating("silences", READ_EVERY, silences::refresh);
    }
}
