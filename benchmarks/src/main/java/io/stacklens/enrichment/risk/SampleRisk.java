package io.stacklens.enrichment.risk;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.enrichment.Enricher;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The risk stage with the rules that it comes with. */
public final class SampleRisk {

    private SampleRisk() {}

    public static Enricher enricher() {
        try {
            return new RiskEnricher(
                    new Binder(
                                    ConfigurationPropertySources.from(
                                            new YamlPropertySourceLoader()
                                                    .load(
                                                            "enrichment",
                                                            new ClassPathResource(
                                                                    "enrichment.yml"))))
                            .bind("stacklens.enrichment.risk", RiskProperties.class)
                            .get(),
                    new SimpleMeterRegistry());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
