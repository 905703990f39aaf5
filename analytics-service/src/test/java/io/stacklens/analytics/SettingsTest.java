package io.stacklens.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

/** The settings of all features: defaults, units, refusals. */
class SettingsTest {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
                    .withUserConfiguration(Settings.class);

    @Test
    void theDefaultsHold() {
        application.run(
                context ->
                        assertThat(context.getBeansOfType(Record.class).values())
                                .extracting(Record::toString)
                                .contains(
                                        "DeltasProperties[threads=1, maxRoutes=200]",
                                        "WindowsProperties[maxRoutes=200, idle=PT2H,"
                                                + " maxWindows=20000]",
                                        "AnomalyAlertProperties[minScore=0.75, resolveAfter=PT10M,"
                                                + " maxAge=PT15M]",
                                        "FlapProperties[changes=5, within=PT15M, calm=PT10M]",
                                        "AlertLineProperties[within=PT0.5S]",
                                        "RetentionProperties[enabled=true, logs=PT720H,"
                                                + " windows=PT720H, every=PT1H]"));
    }

    @Test
    void eachCanBeSet() {
        application
                .withPropertyValues(
                        "stacklens.analytics.deltas.threads=2",
                        "stacklens.analytics.deltas.max-routes=50",
                        "stacklens.analytics.windows.max-routes=60",
                        "stacklens.analytics.windows.idle=30m",
                        "stacklens.analytics.windows.max-windows=10",
                        "stacklens.analytics.anomaly-alerts.min-score=0.9",
                        "stacklens.analytics.anomaly-alerts.resolve-after=1m",
                        "stacklens.analytics.anomaly-alerts.max-age=5m",
                        "stacklens.analytics.flapping.changes=7",
                        "stacklens.analytics.flapping.within=30m",
                        "stacklens.analytics.flapping.calm=20m",
                        "stacklens.analytics.alert-lines.within=0s",
                        "stacklens.analytics.retention.enabled=false",
                        "stacklens.analytics.retention.logs=7d",
                        "stacklens.analytics.retention.windows=60d",
                        "stacklens.analytics.retention.every=6h")
                .run(
                        context ->
                                assertThat(context.getBeansOfType(Record.class).values())
                                        .extracting(Record::toString)
                                        .contains(
                                                "DeltasProperties[threads=2, maxRoutes=50]",
                                                "WindowsProperties[maxRoutes=60, idle=PT30M,"
                                                        + " maxWindows=10]",
                                                "AnomalyAlertProperties[minScore=0.9,"
                                                        + " resolveAfter=PT1M, maxAge=PT5M]",
                                                "FlapProperties[changes=7, within=PT30M,"
                                                        + " calm=PT20M]",
                                                "AlertLineProperties[within=PT0S]",
                                                "RetentionProperties[enabled=false, logs=PT168H,"
                                                        + " windows=PT1440H, every=PT6H]"));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    stacklens.analytics.deltas.threads=0,          threads
                    stacklens.analytics.deltas.thread=1,           thread
                    stacklens.analytics.windows.idle=soon,         idle
                    stacklens.analytics.anomaly-alerts.min-score=2, minScore
                    stacklens.analytics.flapping.changes=2,        changes
                    stacklens.analytics.retention.logs=1h,         logs: PT1H (expected: >= PT24H)
                    """)
    void refusesWhatMakesNoSenseByItsName(String setting, String named) {
        application
                .withPropertyValues(setting)
                .run(
                        context ->
                                assertThat(context.getStartupFailure())
                                        .hasStackTraceContaining(named));
    }

    @EnableConfigurationProperties
    @ConfigurationPropertiesScan("io.stacklens.analytics")
    static class Settings {}
}
