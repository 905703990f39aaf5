package io.stacklens.enrichment.reference;

import org.jspecify.annotations.Nullable;

/** A row of {@code business_accounts}, as operators edit it. */
record BusinessAccount(
        String accountId,
        @Nullable String tier,
        @Nullable Double revenue,
        @Nullable Integer riskScore) {}
