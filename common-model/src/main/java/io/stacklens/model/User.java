package io.stacklens.model;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the user that a record names by {@code user_id}.
 *
 * @param homeCountry where the user is expected, ISO 3166-1 alpha-2
 * @param riskScore the user's own risk, 0 to 100
 */
public record User(
        @Nullable String name,
        @Nullable String segment,
        @Nullable String homeCountry,
        @Nullable Integer riskScore) {}
