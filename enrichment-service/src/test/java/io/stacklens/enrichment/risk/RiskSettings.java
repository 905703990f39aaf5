package io.stacklens.enrichment.risk;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The settings that the service comes with. */
final class RiskSettings {

    private RiskSettings() {}

    static RiskProperties defaults() {
        try {
            return new Binder(
                            ConfigurationPropertySources.from(
                                    new YamlPropertySourceLoader()
                                            .load(
                                                    "enrichment",
                                                    new ClassPathResource("enrichment.yml"))))
                    .bind("stacklens.enrichment.risk", RiskProperties.class)
                    .get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
