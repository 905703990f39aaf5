package io.stacklens.enrichment;

import io.stacklens.model.Topics;
import io.stacklens.pipeline.ServiceApplication;
import io.stacklens.pipeline.StackLensService;
import io.stacklens.pipeline.stage.StageFactory;
import io.stacklens.pipeline.stage.StageSpec;
import io.stacklens.pipeline.stage.TransactionalStage;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The enrichment service. */
@StackLensService
@AutoConfigurationPackage
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourcePoolMetricsAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    HibernateJpaAutoConfiguration.class,
    DataJpaRepositoriesAutoConfiguration.class
})
public class EnrichmentApplication {

    private static final String NAME = "enrichment";

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
}
