package io.stacklens.enrichment.reference;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

/** A row of {@code business_accounts}, as operators edit it. */
@Entity
@Table(name = "business_accounts")
class BusinessAccount {

    @Id private String accountId = "";
    private @Nullable String tier;
    private @Nullable Double revenue;
    private @Nullable Integer riskScore;

    /** For JPA. */
    protected BusinessAccount() {}

    BusinessAccount(
            String accountId,
            @Nullable String tier,
            @Nullable Double revenue,
            @Nullable Integer riskScore) {
        this.accountId = accountId;
        this.tier = tier;
        this.revenue = revenue;
        this.riskScore = riskScore;
    }

    String accountId() {
        return accountId;
    }

    @Nullable String tier() {
        return tier;
    }

    @Nullable Double revenue() {
        return revenue;
    }

    @Nullable Integer riskScore() {
        return riskScore;
    }
}
