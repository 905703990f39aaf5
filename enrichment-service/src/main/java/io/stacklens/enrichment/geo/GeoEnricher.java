package io.stacklens.enrichment.geo;

import io.stacklens.enrichment.Enricher;
import io.stacklens.enrichment.KeyedColumns;
import io.stacklens.enrichment.StageMetrics;
import io.stacklens.model.Geo;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.TextColumn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
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
        List<@Nullable Geo> places = new ArrayList<>(addresses.entryCount());
        for (int entry = 0; entry < addresses.entryCount(); entry++) {
            places.add(lookup.find(addresses.entryText(entry)).orElse(null));
        }
        return KeyedColumns.of(batch.size(), addresses, places, GeoEnricher::put);
    }

    private static void put(LogBatchBuilder columns, Geo place) {
        put(columns, LogColumn.GEO_COUNTRY_CODE, place.countryCode());
        put(columns, LogColumn.GEO_COUNTRY, place.country());
        put(columns, LogColumn.GEO_REGION, place.region());
        put(columns, LogColumn.GEO_CITY, place.city());
        put(columns, LogColumn.GEO_LATITUDE, place.latitude());
        put(columns, LogColumn.GEO_LONGITUDE, place.longitude());
        Long asn = place.asn();
        if (asn != null) {
            columns.put(LogColumn.GEO_ASN, asn);
        }
    }

    private static void put(LogBatchBuilder columns, LogColumn column, @Nullable String value) {
        if (value != null) {
            columns.put(column, value);
        }
    }

    private static void put(LogBatchBuilder columns, LogColumn column, @Nullable Double value) {
        if (value != null) {
            columns.put(column, value);
        }
    }
}
