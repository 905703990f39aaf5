package io.stacklens.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a client address is, as a geo database says.
 *
 * @param countryCode ISO 3166-1 alpha-2; {@code ZZ} for private and reserved addresses
 * @param latitude degrees, WGS 84
 * @param longitude degrees, WGS 84
 * @param asn number of the autonomous system
 */
public record Geo(
        @Nullable String countryCode,
        @Nullable String country,
        @Nullable String region,
        @Nullable String city,
        @Nullable Double latitude,
        @Nullable Double longitude,
        @Nullable Long asn) {}
