package io.stacklens.enrichment.geo;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.enrichment.Enricher;
import io.stacklens.enrichment.StageMetrics;
import io.stacklens.model.Geo;

import java.util.Optional;

/** The geo stage, with every address in one of a few hundred cities. */
public final class SampleGeo {

    private static final int CITIES = 300;

    private SampleGeo() {}

    public static Enricher enricher() {
        return new GeoEnricher(
                new GeoLookup(
                        address -> {
                            int city = Math.floorMod(address.hashCode(), CITIES);
                            return Optional.of(
                                    new Geo(
                                            "SE",
                                            "Sweden",
                                            "Region " + city % 20,
                                            "City " + city,
                                            55.0 + city / 100.0,
                                            12.0 + city / 50.0,
                                            1_000L + city));
                        },
                        100_000,
                        new StageMetrics("geo", new SimpleMeterRegistry())));
    }
}
