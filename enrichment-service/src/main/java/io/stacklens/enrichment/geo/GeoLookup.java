package io.stacklens.enrichment.geo;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.stacklens.model.Geo;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where an address is. Remembers the addresses it was asked for most. Thread-safe. */
final class GeoLookup {

    /** The user-assigned code that stands for addresses of no country. */
    static final String NOWHERE = "ZZ";

    private final GeoDatabase cities;
    private final @Nullable GeoDatabase systems;
    private final Cache<String, Optional<Geo>> known;

    GeoLookup(GeoDatabase cities, @Nullable GeoDatabase systems, long cacheSize) {
        this.cities = cities;
        this.systems = systems;
        this.known = Caffeine.newBuilder().maximumSize(cacheSize).build();
    }

    Optional<Geo> find(String address) {
        return known.get(address, text -> Addresses.parse(text).flatMap(this::find));
    }

    private Optional<Geo> find(InetAddress address) {
        Map<?, ?> city = cities.find(address);
        Long asn = systems == null ? null : asn(systems.find(address));
        if (city != null || asn != null) {
            return Optional.of(geo(city == null ? Map.of() : city, asn));
        }
        // Asked last, so that a database of one's own can name the offices behind private
        // addresses.
        return Addresses.isReserved(address)
                ? Optional.of(new Geo(NOWHERE, null, null, null, null, null, null))
                : Optional.empty();
    }

    private static Geo geo(Map<?, ?> city, @Nullable Long asn) {
        Map<?, ?> country = map(city.get("country"));
        Map<?, ?> location = map(city.get("location"));
        List<?> regions = city.get("subdivisions") instanceof List<?> list ? list : List.of();
        return new Geo(
                text(country.get("iso_code")),
                englishName(country),
                regions.isEmpty() ? null : englishName(map(regions.getFirst())),
                englishName(map(city.get("city"))),
                number(location.get("latitude")),
                number(location.get("longitude")),
                asn);
    }

    private static @Nullable Long asn(@Nullable Map<?, ?> system) {
        return system != null && system.get("autonomous_system_number") instanceof Number number
                ? Long.valueOf(number.longValue())
                : null;
    }

    private static @Nullable String englishName(Map<?, ?> place) {
        return text(map(place.get("names")).get("en"));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }
}
