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
    private static final String PREFIX = "stacklens.enrichment.geo.";

    @Bean
    @Order(1)
    @Nullable Enricher geoEnricher(GeoProperties properties) {
        if (properties.cityFile().isEmpty()) {
            log.atInfo()
                    .addKeyValue("setting", PREFIX + "city-file")
                    .log("geo stage is off: no database file is set");
            return null;
        }
        GeoDatabase cities = open("city-file", properties.cityFile());
        GeoDatabase systems =
                properties.asnFile().isEmpty() ? null : open("asn-file", properties.asnFile());
        log.atInfo().addKeyValue("database", cities.description()).log("geo stage is on");
        return new GeoEnricher(new GeoLookup(cities, systems, properties.cacheSize()));
    }

    private static GeoDatabase open(String setting, String file) {
        return GeoDatabase.open(PREFIX + setting, Path.of(file));
    }
}
