package io.stacklens.pipeline.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Configuration;

class UnknownSettingsTest {

    @Test
    void namesThem() {
        SpringApplication application = new SpringApplication(Settings.class);
        application.setWebApplicationType(WebApplicationType.NONE);

        assertThatThrownBy(() -> application.run("--some.nmae=x", "--some.name=y", "--some.x=z"))
                .satisfies(
                        failure -> {
                            FailureAnalysis analysis = new UnknownSettings().analyze(failure);
                            assertThat(analysis).isNotNull();
                            assertThat(analysis.getDescription())
                                    .isEqualTo(
                                            "some.nmae: unknown setting, set to 'x';"
                                                    + " some.x: unknown setting, set to 'z'");
                        })
                .hasRootCauseInstanceOf(UnboundConfigurationPropertiesException.class);
    }

    @ConfigurationProperties(prefix = "some", ignoreUnknownFields = false)
    record Some(String name) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Some.class)
    static class Settings {}
}
