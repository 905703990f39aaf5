package io.stacklens.enrichment.geo;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.stacklens.enrichment.StageMetrics;
import io.stacklens.enrichment.StageMetrics.Source;
import io.stacklens.model.Geo;
import io.stacklens.model.batch.TextColumn;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where an address is. Remembers the addresses it was asked for most, until other databases come
 * into force. Thread-safe.
 */
final class GeoLookup {

    private final long cacheSize;
    private final StageMetrics metrics;

    /** Databases and what they answered go together: a new file begins with an empty memory. */
    private volatile Known known;

    GeoLookup(
            Function<InetAddress, Optional<Geo>> databases, long cacheSize, StageMetrics metrics) {
        this.cacheSize = cacheSize;
        this.known = new Known(databases, cacheSize);
        this.metrics = metrics.withCache(() -> known.places.estimatedSize());
    }

    StageMetrics metrics() {
        return metrics;
    }

    /** Lets other databases answer from now on. */
    void use(Function<InetAddress, Optional<Geo>> databases) {
        known = new Known(databases, cacheSize);
    }

    /** The place of each entry of a column, or null. */
    List<@Nullable Geo> find(TextColumn addresses) {
        Known now = known;
        int entries = addresses.entryCount();
        List<@Nullable Geo> found = new ArrayList<>(entries);
        int asked = 0;
        for (int entry = 0; entry < entries; entry++) {
            String address = addresses.entryText(entry);
            Optional<Geo> place = now.places.getIfPresent(address);
            if (place == null) {
                place = now.find(address);
                asked++;
            }
            found.add(place.orElse(null));
        }
        metrics.count(Source.ASKED, asked);
        metrics.count(Source.REMEMBERED, entries - asked);
        return found;
    }

    /** The place of one address. */
    Optional<Geo> find(String address) {
        return known.find(address);
    }

    private static final class Known {
        final Function<InetAddress, Optional<Geo>> databases;
        final Cache<String, Optional<Geo>> places;

        Known(Function<InetAddress, Optional<Geo>> databases, long size) {
            this.databases = databases;
            this.places = Caffeine.newBuilder().maximumSize(size).build();
        }

        Optional<Geo> find(String address) {
            return places.get(address, text -> Addresses.parse(text).flatMap(databases));
        }
    }
}
