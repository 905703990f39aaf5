package io.stacklens.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.MalformedBatchException;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

class EnrichmentTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void eachStageSeesWhatTheOnesBeforeItAdded() {
        Enricher first = stage("first", _ -> Optional.of(column(LogColumn.USER_NAME, "Ada")));
        Enricher second =
                stage(
                        "second",
                        batch ->
                                Optional.of(
                                        column(
                                                LogColumn.USER_SEGMENT,
                                                "of " + batch.texts(LogColumn.USER_NAME).get(0))));

        LogBatch enriched =
                new Enrichment(List.of(first, second)).enrich(column(LogColumn.BODY, "hi"));

        assertThat(enriched.record(0).user().segment()).isEqualTo("of Ada");
        assertThat(enriched.record(0).body()).isEqualTo("hi");
    }

    @Test
    void aStageThatFailsIsLeftOutAndCounted() {
        Enricher failing =
                stage(
                        "failing",
                        _ -> {
                            throw new IllegalStateException("a bug");
                        });
        Enricher next = stage("next", _ -> Optional.of(column(LogColumn.USER_NAME, "Ada")));

        LogBatch enriched =
                new Enrichment(List.of(failing, next)).enrich(column(LogColumn.BODY, "hi"));

        assertThat(enriched.record(0).user().name()).isEqualTo("Ada");
        assertThat(metrics.counter("stacklens.enrichment.stage.failed", "stage", "failing").count())
                .isEqualTo(1);
    }

    @Test
    void aBatchThatCannotBeReadIsNotTheStagesFault() {
        Enricher reading =
                stage(
                        "reading",
                        _ -> {
                            throw new MalformedBatchException("bad bytes");
                        });
        Enrichment enrichment = new Enrichment(List.of(reading));

        assertThatThrownBy(() -> enrichment.enrich(column(LogColumn.BODY, "hi")))
                .isInstanceOf(MalformedBatchException.class);
    }

    private static LogBatch column(LogColumn column, String value) {
        LogBatchBuilder lines = new LogBatchBuilder();
        lines.addRow();
        return lines.put(column, value).build();
    }

    private Enricher stage(String name, Function<LogBatch, Optional<LogBatch>> columns) {
        StageMetrics counts = new StageMetrics(name, metrics);
        return new Enricher() {
            @Override
            public StageMetrics metrics() {
                return counts;
            }

            @Override
            public Optional<LogBatch> columnsFor(LogBatch batch) {
                return columns.apply(batch);
            }
        };
    }
}
