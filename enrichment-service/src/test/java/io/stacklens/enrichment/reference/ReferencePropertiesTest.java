package io.stacklens.enrichment.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import java.time.Duration;

class ReferencePropertiesTest {

    private static final String PREFIX = "stacklens.enrichment.reference.";

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(ReferenceProperties.class)
    static class Settings {}

    @Test
    void hasDefaults() {
        runner.run(
                context ->
                        assertThat(context.getBean(ReferenceProperties.class))
                                .isEqualTo(
                                        new ReferenceProperties(
                                                true,
                                                true,
                                                Duration.ofSeconds(60),
                                                100_000,
                                                Duration.ofSeconds(1),
                                                Duration.ofSeconds(5))));
    }

    @Test
    void bindsEverySetting() {
        runner.withPropertyValues(
                        PREFIX + "users=false",
                        PREFIX + "accounts=false",
                        PREFIX + "cache-time=2m",
                        PREFIX + "cache-size=7",
                        PREFIX + "timeout=3s",
                        PREFIX + "retry-after=9s")
                .run(
                        context ->
                                assertThat(context.getBean(ReferenceProperties.class))
                                        .isEqualTo(
                                                new ReferenceProperties(
                                                        false,
                                                        false,
                                                        Duration.ofMinutes(2),
                                                        7,
                                                        Duration.ofSeconds(3),
                                                        Duration.ofSeconds(9))));
    }

    @Test
    void refusesAValueOutOfRangeAndASettingItDoesNotKnow() {
        runner.withPropertyValues(PREFIX + "cache-size=0")
                .run(
                        context ->
                                assertThat(context.getStartupFailure())
                                        .hasStackTraceContaining("must be greater than 0"));
        runner.withPropertyValues(PREFIX + "cache-tme=1s")
                .run(
                        context ->
                                assertThat(context.getStartupFailure())
                                        .hasStackTraceContaining("cache-tme"));
    }
}
