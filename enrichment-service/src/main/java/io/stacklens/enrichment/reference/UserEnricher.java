package io.stacklens.enrichment.reference;

import io.stacklens.enrichment.Enricher;
import io.stacklens.model.User;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import java.util.Optional;

/** Adds what {@code user_profiles} says of the record's user. */
final class UserEnricher implements Enricher {

    private final KeyedRows<User> rows;

    UserEnricher(ReferenceCache<User> users) {
        this.rows = new KeyedRows<>(LogColumn.USER_ID, users, UserEnricher::put);
    }

    @Override
    public String name() {
        return "user";
    }

    @Override
    public Optional<LogBatch> columnsFor(LogBatch batch) {
        return rows.columnsFor(batch);
    }

    private static void put(LogBatchBuilder columns, User user) {
        String name = user.name();
        if (name != null) {
            columns.put(LogColumn.USER_NAME, name);
        }
        String segment = user.segment();
        if (segment != null) {
            columns.put(LogColumn.USER_SEGMENT, segment);
        }
    }
}
