package io.stacklens.enrichment.geo;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.enrichment.Enricher;
import io.stacklens.enrichment.StageMetrics;
import io.stacklens.pipeline.repeat.Repeating;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
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
    @Nullable GeoReload geoReload(GeoProperties properties, MeterRegistry metrics) {
        if (properties.cityFile().isEmpty()) {
            log.atInfo()
                    .addKeyValue("setting", PREFIX + "city-file")
                    .log("geo stage is off: no database file is set");
            return null;
        }
        GeoReload reload =
                new GeoReload(
                        file("city-file", properties.cityFile()),
                        properties.asnFile().isEmpty()
                                ? null
                                : file("asn-file", properties.asnFile()),
                        properties.knowsReserved(),
                        databases ->
                                new GeoLookup(
                                        databases::find,
                                        properties.cacheSize(),
                                        new StageMetrics("geo", metrics)),
                        metrics);
        log.atInfo().addKeyValue("databases", reload.check().detail()).log("geo stage is on");
        return reload;
    }

    @Bean
    Repeating geoReloading(ObjectProvider<GeoReload> reload, GeoProperties properties) {
        return new Repeating(
                "geo-reload", properties.checkEvery(), () -> reload.ifAvailable(GeoReload::look));
    }

    @Bean
    @Order(1)
    @Nullable Enricher geoEnricher(ObjectProvider<GeoReload> reload) {
        GeoReload files = reload.getIfAvailable();
        return files == null ? null : new GeoEnricher(files.lookup());
    }

    private static GeoFile file(String setting, String path) {
        return new GeoFile(PREFIX + setting, Path.of(path));
    }
}
