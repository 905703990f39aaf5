package io.stacklens.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.parser.grok.GrokProperties.PatternProperties;
import io.stacklens.parser.time.ZoneProperties;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;
import java.time.ZoneId;

class ParserPropertiesTest {

    private final ApplicationContextRunner contexts =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ParserProperties.class)
    static class Settings {}

    @Test
    void hasADefaultForEverything() {
        contexts.run(
                context -> {
                    ParserProperties settings = context.getBean(ParserProperties.class);
                    assertThat(settings.threads()).isEqualTo(1);
                    assertThat(settings.zone()).isEqualTo(ZoneId.of("UTC"));
                    assertThat(settings.zones()).isEqualTo(ZoneProperties.DEFAULT);
                    assertThat(settings.maxFuture()).isEqualTo(Duration.ofHours(1));
                    assertThat(settings.maxJsonDepth()).isEqualTo(8);
                    assertThat(settings.attributes().maxCount()).isEqualTo(64);
                    assertThat(settings.attributes().maxKeyBytes()).isEqualTo(128);
                    assertThat(settings.attributes().maxValueBytes()).isEqualTo(8192);
                    assertThat(settings.grok().patterns()).isEmpty();
                    assertThat(settings.grok().timeout()).isEqualTo(Duration.ofMillis(250));
                });
    }

    @Test
    void bindsEverySetting() {
        contexts.withPropertyValues(
                        "stacklens.parser.threads=2",
                        "stacklens.parser.zone=Europe/Paris",
                        "stacklens.parser.zones.infer=false",
                        "stacklens.parser.zones.rules[0].zone=Asia/Kolkata",
                        "stacklens.parser.zones.rules[0].service=shop*",
                        "stacklens.parser.zones.rules[0].host=web-*",
                        "stacklens.parser.zones.rules[0].source=10.*",
                        "stacklens.parser.max-future=5m",
                        "stacklens.parser.max-json-depth=3",
                        "stacklens.parser.attributes.max-count=9",
                        "stacklens.parser.attributes.max-key-bytes=10",
                        "stacklens.parser.attributes.max-value-bytes=11",
                        "stacklens.parser.grok.definitions.ORDER=ord-[0-9]+",
                        "stacklens.parser.grok.patterns[0].name=order",
                        "stacklens.parser.grok.patterns[0].pattern=%{ORDER:order}",
                        "stacklens.parser.grok.patterns[0].service=check*",
                        "stacklens.parser.grok.timeout=1s",
                        "stacklens.parser.grok.suspension=1m",
                        "stacklens.parser.grok.timeouts-before-suspension=2",
                        "stacklens.parser.grok.max-line-bytes=100")
                .run(
                        context -> {
                            ParserProperties settings = context.getBean(ParserProperties.class);
                            assertThat(settings.threads()).isEqualTo(2);
                            assertThat(settings.zone()).isEqualTo(ZoneId.of("Europe/Paris"));
                            assertThat(settings.zones().infer()).isFalse();
                            assertThat(settings.zones().rules())
                                    .containsExactly(
                                            new ZoneProperties.Rule(
                                                    ZoneId.of("Asia/Kolkata"),
                                                    "shop*",
                                                    "web-*",
                                                    "10.*"));
                            assertThat(settings.maxFuture()).isEqualTo(Duration.ofMinutes(5));
                            assertThat(settings.maxJsonDepth()).isEqualTo(3);
                            assertThat(settings.attributes().maxCount()).isEqualTo(9);
                            assertThat(settings.attributes().maxKeyBytes()).isEqualTo(10);
                            assertThat(settings.attributes().maxValueBytes()).isEqualTo(11);
                            assertThat(settings.grok().definitions())
                                    .containsEntry("ORDER", "ord-[0-9]+");
                            assertThat(settings.grok().patterns())
                                    .containsExactly(
                                            new PatternProperties(
                                                    "order", "%{ORDER:order}", "check*", "*"));
                            assertThat(settings.grok().timeout()).isEqualTo(Duration.ofSeconds(1));
                            assertThat(settings.grok().suspension())
                                    .isEqualTo(Duration.ofMinutes(1));
                            assertThat(settings.grok().timeoutsBeforeSuspension()).isEqualTo(2);
                            assertThat(settings.grok().maxLineBytes()).isEqualTo(100);
                        });
    }

    @Test
    void refusesASettingItDoesNotKnow() {
        contexts.withPropertyValues("stacklens.parser.zoen=UTC")
                .run(
                        context ->
                                assertThat(context.getStartupFailure())
                                        .hasStackTraceContaining("stacklens.parser.zoen"));
    }

    @Test
    void refusesAPatternWithoutAName() {
        contexts.withPropertyValues("stacklens.parser.grok.patterns[0].pattern=x")
                .run(
                        context ->
                                assertThat(context.getStartupFailure())
                                        .hasStackTraceContaining("grok.patterns[0].name"));
    }
}
