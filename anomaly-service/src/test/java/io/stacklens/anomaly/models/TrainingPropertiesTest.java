package io.stacklens.anomaly.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import java.time.Duration;

class TrainingPropertiesTest {

    private static final String PREFIX = "stacklens.anomaly.training.";

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(TrainingProperties.class)
    static class Settings {}

    @Test
    void hasDefaults() {
        runner.run(
                context ->
                        assertThat(context.getBean(TrainingProperties.class))
                                .isEqualTo(
                                        new TrainingProperties(
                                                60,
                                                Duration.ofDays(7),
                                                60,
                                                Duration.ofMinutes(30),
                                                Duration.ofSeconds(2),
                                                Duration.ofSeconds(10),
                                                100,
                                                256,
                                                42,
                                                3)));
    }

    @Test
    void bindsEverySetting() {
        runner.withPropertyValues(
                        PREFIX + "min-windows=30",
                        PREFIX + "history=2d",
                        PREFIX + "every-windows=10",
                        PREFIX + "every=5m",
                        PREFIX + "quiet=1s",
                        PREFIX + "patience=3s",
                        PREFIX + "trees=50",
                        PREFIX + "sample-size=128",
                        PREFIX + "seed=7",
                        PREFIX + "kept-versions=1")
                .run(
                        context ->
                                assertThat(context.getBean(TrainingProperties.class))
                                        .isEqualTo(
                                                new TrainingProperties(
                                                        30,
                                                        Duration.ofDays(2),
                                                        10,
                                                        Duration.ofMinutes(5),
                                                        Duration.ofSeconds(1),
                                                        Duration.ofSeconds(3),
                                                        50,
                                                        128,
                                                        7,
                                                        1)));
    }

    @Test
    void refusesAValueOutOfRangeAndASettingItDoesNotKnow() {
        runner.withPropertyValues(PREFIX + "min-windows=9")
                .run(
                        context ->
                                assertThat(context.getStartupFailure())
                                        .hasStackTraceContaining(
                                                "must be greater than or equal to 10"));
        runner.withPropertyValues(PREFIX + "tree=9")
                .run(
                        context ->
                                assertThat(context.getStartupFailure())
                                        .hasStackTraceContaining("training.tree"));
    }
}
