package io.stacklens.enrichment.geo;

import io.stacklens.enrichment.Enricher;
import io.stacklens.model.Geo;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.TextColumn;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** Adds where the client address is; looked up once for each address of a batch. */
final class GeoEnricher implements Enricher {

    private final GeoLookup lookup;

    GeoEnricher(GeoLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public String name() {
        return "geo";
    }

    @Override
    public Optional<LogBatch> columnsFor(LogBatch batch) {
        if (!batch.has(LogColumn.CLIENT_ADDRESS)) {
            return Optional.empty();
        }
        TextColumn addresses = batch.texts(LogColumn.CLIENT_ADDRESS);
        @Nullable Geo[] places = new @Nullable Geo[addresses.entryCount()];
        boolean found = false;
        for (int entry = 0; entry < places.length; entry++) {
            places[entry] = lookup.find(addresses.entryText(entry)).orElse(null);
            found |= places[entry] != null;
        }
        return found ? Optional.of(columns(batch.size(), addresses, places)) : Optional.empty();
    }

    private static LogBatch columns(int rows, TextColumn addresses, @Nullable Geo[] places) {
        LogBatchBuilder columns = new LogBatchBuilder();
        for (int row = 0; row < rows; row++) {
            columns.addRow();
            int entry = addresses.entry(row);
            Geo place = entry < 0 ? null : places[entry];
            if (place != null) {
                put(columns, place);
            }
        }
        return columns.build();
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
