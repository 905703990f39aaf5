package io.stacklens.enrichment.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import java.time.Duration;

class ReferencePropertiesTest {

    private static final String PREFIX = "stacklens.enrichment.reference.";
    private static final ReferenceProperties.Stage USUAL =
            new ReferenceProperties.Stage(
                    true,
                    Duration.ofMinutes(5),
                    Duration.ofHours(1),
                    100_000,
                    Duration.ofSeconds(1));

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @EnableConfigurationProperties({ReferenceProperties.class, RedisProperties.class})
    static class Settings {}

    @Test
    void hasDefaults() {
        runner.run(
                context -> {
                    assertThat(context.getBean(ReferenceProperties.class))
                            .isEqualTo(
                                    new ReferenceProperties(
                                            USUAL, USUAL, USUAL, Duration.ofSeconds(5)));
                    assertThat(context.getBean(RedisProperties.class).url()).isEmpty();
                });
    }

    @Test
    void bindsEverySetting() {
        runner.withPropertyValues(
                        PREFIX + "user.enabled=false",
                        PREFIX + "business.cache-time=2m",
                        PREFIX + "business.keep-outdated=3m",
                        PREFIX + "catalogue.cache-size=7",
                        PREFIX + "catalogue.timeout=3s",
                        PREFIX + "retry-after=9s")
                .run(
                        context -> {
                            ReferenceProperties settings =
                                    context.getBean(ReferenceProperties.class);
                            assertThat(settings.user().enabled()).isFalse();
                            assertThat(settings.business().cacheTime())
                                    .isEqualTo(Duration.ofMinutes(2));
                            assertThat(settings.business().keepOutdated())
                                    .isEqualTo(Duration.ofMinutes(3));
                            assertThat(settings.catalogue().cacheSize()).isEqualTo(7);
                            assertThat(settings.catalogue().timeout())
                                    .isEqualTo(Duration.ofSeconds(3));
                            assertThat(settings.retryAfter()).isEqualTo(Duration.ofSeconds(9));
                        });
    }

    @Test
    void refusesAValueOutOfRangeAndASettingItDoesNotKnow() {
        runner.withPropertyValues(PREFIX + "user.cache-size=0")
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
