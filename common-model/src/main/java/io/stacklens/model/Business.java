package io.stacklens.model;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the account that a record names by {@code account_id}.
 *
 * @param revenue a year's revenue, in the operator's currency
 * @param riskScore the account's own risk, 0 to 100
 */
public record Business(
        @Nullable String tier, @Nullable Double revenue, @Nullable Integer riskScore) {}
