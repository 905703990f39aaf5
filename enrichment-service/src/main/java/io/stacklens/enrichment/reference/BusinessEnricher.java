package io.stacklens.enrichment.reference;

import io.stacklens.enrichment.Enricher;
import io.stacklens.model.Business;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import java.util.Optional;

/** Adds what {@code business_accounts} says of the record's account. */
final class BusinessEnricher implements Enricher {

    private final KeyedRows<Business> rows;

    BusinessEnricher(ReferenceCache<Business> accounts) {
        this.rows = new KeyedRows<>(LogColumn.ACCOUNT_ID, accounts, BusinessEnricher::put);
    }

    @Override
    public String name() {
        return "business";
    }

    @Override
    public Optional<LogBatch> columnsFor(LogBatch batch) {
        return rows.columnsFor(batch);
    }

    private static void put(LogBatchBuilder columns, Business account) {
        String tier = account.tier();
        if (tier != null) {
            columns.put(LogColumn.BUSINESS_TIER, tier);
        }
        Double revenue = account.revenue();
        if (revenue != null) {
            columns.put(LogColumn.BUSINESS_REVENUE, revenue);
        }
        Integer riskScore = account.riskScore();
        if (riskScore != null) {
            columns.put(LogColumn.BUSINESS_RISK_SCORE, riskScore);
        }
    }
}
