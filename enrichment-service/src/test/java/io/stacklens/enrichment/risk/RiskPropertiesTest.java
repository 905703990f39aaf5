package io.stacklens.enrichment.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RiskPropertiesTest {

    private static final String PREFIX = "stacklens.enrichment.risk.";

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(RiskProperties.class)
    static class Settings {}

    @Test
    void theRulesAreSettings() {
        runner.withPropertyValues(
                        PREFIX + "error=1",
                        PREFIX + "factors-from=6",
                        PREFIX + "statuses[0].from=500",
                        PREFIX + "statuses[0].to=599",
                        PREFIX + "statuses[0].points=2",
                        PREFIX + "latency[0].from=100ms",
                        PREFIX + "latency[0].points=3",
                        PREFIX + "phrases[0].name=money",
                        PREFIX + "phrases[0].in=body",
                        PREFIX + "phrases[0].words=Refund, Chargeback",
                        PREFIX + "phrases[0].points=4")
                .run(
                        context -> {
                            RiskEnricher enricher =
                                    new RiskEnricher(
                                            context.getBean(RiskProperties.class),
                                            new SimpleMeterRegistry());
                            LogBatchBuilder lines = new LogBatchBuilder();
                            lines.addRow();
                            lines.put(LogColumn.SEVERITY_NUMBER, 17)
                                    .put(LogColumn.HTTP_STATUS, 500)
                                    .put(LogColumn.DURATION_MS, 100.0)
                                    .put(LogColumn.TEMPLATE, "REFUND of <*>");
                            lines.addRow();
                            lines.put(LogColumn.HTTP_STATUS, 503).put(LogColumn.DURATION_MS, 150.0);

                            LogBatch scored = enricher.columnsFor(lines.build()).orElseThrow();

                            assertThat(scored.texts(LogColumn.RISK_FACTORS).get(0))
                                    .isEqualTo("severity:1,status:2,latency:3,money:4");
                            assertThat(scored.longs(LogColumn.RISK_SCORE).get(1)).isEqualTo(5);
                            assertThat(scored.texts(LogColumn.RISK_FACTORS).get(1)).isNull();
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "error=101, less than or equal to 100",
        "factors-from=0, greater than or equal to 1",
        "eror=1, eror",
        "statuses[0].from=99, greater than or equal to 100",
        "phrases[0].name=No Name, must match"
    })
    void aRuleThatMakesNoSenseStopsTheStart(String setting, String reason) {
        runner.withPropertyValues(PREFIX + setting)
                .run(
                        context ->
                                assertThat(context.getStartupFailure())
                                        .hasStackTraceContaining(reason));
    }

    @Test
    void aRangeOfStatusesThatEndsBeforeItBeginsStopsTheStart() {
        runner.withPropertyValues(
                        PREFIX + "statuses[0].from=500",
                        PREFIX + "statuses[0].to=400",
                        PREFIX + "statuses[0].points=1")
                .run(
                        context ->
                                assertThat(context.getStartupFailure())
                                        .hasStackTraceContaining(
                                                "statuses to 400 is below from 500"));
    }
}
