package io.stacklens.analytics.deltas;

import io.stacklens.model.Topics;
import io.stacklens.pipeline.repeat.Repeating;
import io.stacklens.pipeline.stage.StageFactory;
import io.stacklens.pipeline.stage.StageSpec;
import io.stacklens.pipeline.stage.TransactionalStage;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;

/** The delta stage: {@code enriched-logs} to {@code window-deltas}, exactly once. */
@Configuration(proxyBeanMethods = false)
class DeltasConfiguration {

    private static final Duration QUERIES_READ_EVERY = Duration.ofSeconds(2);

    @Bean
    MatchQueries matchQueries(JdbcTemplate jdbc) {
        return new MatchQueries(jdbc);
    }

    @Bean
    Repeating matchQueryReading(MatchQueries queries) {
        return new Repeating("match-queries", QUERIES_READ_EVERY, queries::refresh);
    }

    @Bean
    TransactionalStage deltaStage(
            StageFactory stages, DeltasProperties settings, MatchQueries queries) {
        StageSpec spec =
                StageSpec.of("deltas", Topics.ENRICHED_LOGS, "analytics-deltas")
                        .withThreads(settings.threads());
        return stages.stage(spec, () -> new DeltaTransform(settings.maxRoutes(), queries::current));
    }
}
