package io.stacklens.enrichment;

import io.stacklens.enrichment.StageMetrics.Source;
import io.stacklens.pipeline.identity.ServiceIdentity;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.List;

/**
 * Writes what the stages of this instance have done since its start to {@code enrichment_counts},
 * which the view {@code enrichment_stats} sums up.
 */
@Component
class EnrichmentStatistics {

    private final List<StageMetrics> stages;
    private final ServiceIdentity identity;
    private final JdbcClient jdbc;

    EnrichmentStatistics(List<Enricher> enrichers, ServiceIdentity identity, JdbcClient jdbc) {
        this.stages = enrichers.stream().map(Enricher::metrics).toList();
        this.identity = identity;
        this.jdbc = jdbc;
    }

    void write() {
        stages.forEach(this::write);
        jdbc.sql("delete from enrichment_counts where updated_at < now() - interval '1 day'")
                .update();
    }

    private void write(StageMetrics stage) {
        jdbc.sql(
                        """
                        insert into enrichment_counts (instance, stage, batches, failed, busy_seconds,
                            remembered, shared, asked, outdated, unanswered, entries)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (instance, stage) do update set batches = excluded.batches,
                            failed = excluded.failed, busy_seconds = excluded.busy_seconds,
                            remembered = excluded.remembered, shared = excluded.shared,
                            asked = excluded.asked, outdated = excluded.outdated,
                            unanswered = excluded.unanswered, entries = excluded.entries,
                            updated_at = now()
                        """)
                .params(
                        identity.instance(),
                        stage.stage(),
                        stage.batches(),
                        stage.failures(),
                        stage.busySeconds(),
                        stage.count(Source.REMEMBERED),
                        stage.count(Source.SHARED),
                        stage.count(Source.ASKED),
                        stage.count(Source.OUTDATED),
                        stage.count(Source.FAILED),
                        stage.entries())
                .update();
    }
}
