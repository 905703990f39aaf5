package io.stacklens.enrichment.reference;

import io.stacklens.model.Business;
import io.stacklens.model.Catalogue;
import io.stacklens.model.User;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.jspecify.annotations.Nullable;

/** Which column takes which part of a row. */
final class ReferenceColumns {

    private ReferenceColumns() {}

    static void put(LogBatchBuilder columns, User user) {
        put(columns, LogColumn.USER_NAME, user.name());
        put(columns, LogColumn.USER_SEGMENT, user.segment());
        put(columns, LogColumn.USER_HOME_COUNTRY, user.homeCountry());
        put(columns, LogColumn.USER_RISK_SCORE, user.riskScore());
    }

    static void put(LogBatchBuilder columns, Business account) {
        put(columns, LogColumn.BUSINESS_TIER, account.tier());
        Double revenue = account.revenue();
        if (revenue != null) {
            columns.put(LogColumn.BUSINESS_REVENUE, revenue);
        }
        put(columns, LogColumn.BUSINESS_RISK_SCORE, account.riskScore());
    }

    static void put(LogBatchBuilder columns, Catalogue service) {
        put(columns, LogColumn.CATALOGUE_OWNER, service.owner());
        put(columns, LogColumn.CATALOGUE_TIER, service.tier());
        put(columns, LogColumn.CATALOGUE_RUNBOOK, service.runbook());
    }

    private static void put(LogBatchBuilder columns, LogColumn column, @Nullable String value) {
        if (value != null) {
            columns.put(column, value);
        }
    }

    private static void put(LogBatchBuilder columns, LogColumn column, @Nullable Integer value) {
        if (value != null) {
            columns.put(column, value);
        }
    }
}
