package io.stacklens.enrichment.geo;

import io.stacklens.enrichment.Enricher;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import java.nio.file.Path;

/** The geo stage: on when a database file is named, and wrong settings stop the start. */
@Configuration(proxyBeanMethods = false)
class GeoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(GeoConfiguration.class);

    @Bean
    @Order(1)
    @Nullable Enricher geoEnricher(GeoProperties properties) {
        Path cityFile = properties.cityFile();
        if (cityFile == null || cityFile.toString().isEmpty()) {
            log.atInfo()
                    .addKeyValue("setting", "stacklens.enrichment.geo.city-file")
                    .log("geo stage is off: no database file is set");
            return null;
        }
        GeoDatabase cities = GeoDatabase.open("stacklens.enrichment.geo.city-file", cityFile);
        Path asnFile = properties.asnFile();
        GeoDatabase systems =
                asnFile == null || asnFile.toString().isEmpty()
                        ? null
                        : GeoDatabase.open("stacklens.enrichment.geo.asn-file", asnFile);
        log.atInfo().addKeyValue("database", cities.description()).log("geo stage is on");
        return new GeoEnricher(new GeoLookup(cities, systems, properties.cacheSize()));
    }
}
