package io.stacklens.enrichment;

import io.stacklens.model.Topics;
import io.stacklens.pipeline.ServiceApplication;
import io.stacklens.pipeline.StackLensService;
import io.stacklens.pipeline.repeat.Repeating;
import io.stacklens.pipeline.stage.StageFactory;
import io.stacklens.pipeline.stage.StageSpec;
import io.stacklens.pipeline.stage.TransactionalStage;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;

import java.time.Duration;

/** The enrichment service. */
@StackLensService
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourcePoolMetricsAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
})
public class EnrichmentApplication {

    private static final String NAME = "enrichment";
    private static final Duration STATISTICS_WRITTEN_EVERY = Duration.ofSeconds(10);

    public static void main(String[] args) {
        application().run(args);
    }

    /** The service, ready to be started, alone or beside others. */
    public static SpringApplicationBuilder application() {
        return ServiceApplication.of(EnrichmentApplication.class, NAME);
    }

    @Bean
    TransactionalStage enrichmentStage(
            StageFactory stages, EnrichmentTransform transform, EnrichmentProperties properties) {
        StageSpec spec =
                StageSpec.of(NAME, Topics.PARSED_LOGS, NAME).withThreads(properties.threads());
        return stages.stage(spec, () -> transform);
    }

    @Bean
    Repeating statisticsWriting(EnrichmentStatistics statistics) {
        return new Repeating("statistics", STATISTICS_WRITTEN_EVERY, statistics::write);
    }
}
