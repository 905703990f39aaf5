package io.stacklens.enrichment.geo;

import io.stacklens.enrichment.Enricher;
import io.stacklens.enrichment.KeyedColumns;
import io.stacklens.enrichment.StageMetrics;
import io.stacklens.model.Geo;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.TextColumn;

import java.util.Optional;

/** Adds where the client address is; looked up once for each address of a batch. */
final class GeoEnricher implements Enricher {

    private final GeoLookup lookup;

    GeoEnricher(GeoLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public StageMetrics metrics() {
        return lookup.metrics();
    }

    @Override
    public Optional<LogBatch> columnsFor(LogBatch batch) {
        if (!batch.has(LogColumn.CLIENT_ADDRESS)) {
            return Optional.empty();
        }
        TextColumn addresses = batch.texts(LogColumn.CLIENT_ADDRESS);
        return KeyedColumns.of(batch.size(), addresses, lookup.find(addresses), GeoEnricher::put);
    }

    private static void put(KeyedColumns row, Geo place) {
        row.text(LogColumn.GEO_COUNTRY_CODE, place.countryCode());
        row.text(LogColumn.GEO_COUNTRY, place.country());
        row.text(LogColumn.GEO_REGION, place.region());
        row.text(LogColumn.GEO_CITY, place.city());
        row.number(LogColumn.GEO_LATITUDE, place.latitude());
        row.number(LogColumn.GEO_LONGITUDE, place.longitude());
        row.number(LogColumn.GEO_ASN, place.asn());
    }
}
