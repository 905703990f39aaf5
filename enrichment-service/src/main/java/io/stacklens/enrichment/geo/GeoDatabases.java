package io.stacklens.enrichment.geo;

import io.stacklens.model.Geo;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The databases that are in force, asked together. Reads the fields as MaxMind names them, and the
 * flat ones of databases that only have texts.
 *
 * @param knowReserved whether they are asked for private and reserved addresses too; published ones
 *     have countries for them that mean nothing
 */
record GeoDatabases(GeoDatabase cities, @Nullable GeoDatabase systems, boolean knowReserved) {

    /** The user-assigned code that stands for addresses of no country. */
    static final String NOWHERE = "ZZ";

    Optional<Geo> find(InetAddress address) {
        Optional<Geo> reserved =
                Addresses.reservedFor(address)
                        .map(use -> new Geo(NOWHERE, use, null, null, null, null, null));
        if (reserved.isPresent() && !knowReserved) {
            return reserved;
        }
        Map<?, ?> city = cities.find(address);
        Long asn = systems == null ? null : asn(systems.find(address));
        return city == null && asn == null
                ? reserved
                : Optional.of(geo(city == null ? Map.of() : city, asn));
    }

    String description() {
        return systems == null
                ? cities.description()
                : cities.description() + ", " + systems.description();
    }

    private static Geo geo(Map<?, ?> city, @Nullable Long asn) {
        Map<?, ?> country = map(city.get("country"));
        Map<?, ?> location = map(city.get("location"));
        List<?> regions = city.get("subdivisions") instanceof List<?> list ? list : List.of();
        return new Geo(
                first(text(country.get("iso_code")), text(city.get("country_code"))),
                first(englishName(country), text(city.get("country"))),
                first(
                        regions.isEmpty() ? null : englishName(map(regions.getFirst())),
                        text(city.get("state1"))),
                first(englishName(map(city.get("city"))), text(city.get("city"))),
                first(number(location.get("latitude")), number(city.get("latitude"))),
                first(number(location.get("longitude")), number(city.get("longitude"))),
                first(asn, asn(city)));
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
        return value instanceof String text && !text.isEmpty() ? text : null;
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }

    private static <T> @Nullable T first(@Nullable T value, @Nullable T otherwise) {
        return value == null ? otherwise : value;
    }
}
