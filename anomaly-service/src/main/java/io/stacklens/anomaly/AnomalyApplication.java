package io.stacklens.anomaly;

import io.stacklens.pipeline.ServiceApplication;
import io.stacklens.pipeline.StackLensService;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** The anomaly service. */
@StackLensService
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourcePoolMetricsAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
})
public class AnomalyApplication {

    private static final String NAME = "anomaly";

    public static void main(String[] args) {
        application().run(args);
    }

    /** The service, ready to be started, alone or beside others. */
    public static SpringApplicationBuilder application() {
        return ServiceApplication.of(AnomalyApplication.class, NAME);
    }

    /** When broker or database are away, the poll is tried again for as long as it takes. */
    @Bean
    DefaultErrorHandler kafkaErrorHandler() {
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(10_000);
        return new DefaultErrorHandler(backOff);
    }
}
