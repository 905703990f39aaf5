package io.stacklens.analytics;

import io.stacklens.pipeline.ServiceApplication;
import io.stacklens.pipeline.StackLensService;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

/** Stores log records, counts them by window, and raises alerts. */
@StackLensService
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class
})
public class AnalyticsApplication {

    public static SpringApplicationBuilder application() {
        return ServiceApplication.of(AnalyticsApplication.class, "analytics");
    }

    public static void main(String[] args) {
        application().run(args);
    }
}
