package io.stacklens.enrichment.reference;

import io.stacklens.enrichment.KeyedColumns;
import io.stacklens.model.Business;
import io.stacklens.model.Catalogue;
import io.stacklens.model.User;
import io.stacklens.model.batch.LogColumn;

/** Which column takes which part of a row of a table. */
final class ReferenceColumns {

    private ReferenceColumns() {}

    static void put(KeyedColumns row, User user) {
        row.text(LogColumn.USER_NAME, user.name());
        row.text(LogColumn.USER_SEGMENT, user.segment());
        row.text(LogColumn.USER_HOME_COUNTRY, user.homeCountry());
        row.number(LogColumn.USER_RISK_SCORE, user.riskScore());
    }

    static void put(KeyedColumns row, Business account) {
        row.text(LogColumn.BUSINESS_TIER, account.tier());
        row.number(LogColumn.BUSINESS_REVENUE, account.revenue());
        row.number(LogColumn.BUSINESS_RISK_SCORE, account.riskScore());
    }

    static void put(KeyedColumns row, Catalogue service) {
        row.text(LogColumn.CATALOGUE_OWNER, service.owner());
        row.text(LogColumn.CATALOGUE_TIER, service.tier());
        row.text(LogColumn.CATALOGUE_RUNBOOK, service.runbook());
    }
}
