package io.stacklens.analytics.deltas;

import io.stacklens.model.Topics;
import io.stacklens.pipeline.stage.StageFactory;
import io.stacklens.pipeline.stage.StageSpec;
import io.stacklens.pipeline.stage.TransactionalStage;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The delta stage: {@code enriched-logs} to {@code window-deltas}, exactly once. */
@Configuration(proxyBeanMethods = false)
class DeltasConfiguration {

    @Bean
    TransactionalStage deltaStage(StageFactory stages, DeltasProperties settings) {
        StageSpec spec =
                StageSpec.of("deltas", Topics.ENRICHED_LOGS, "analytics-deltas")
                        .withThreads(settings.threads());
        return stages.stage(spec, () -> new DeltaTransform(settings.maxRoutes()));
    }
}
