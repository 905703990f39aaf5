package io.stacklens.logstore;

import io.stacklens.logstore.query.LogQuery;
import io.stacklens.logstore.query.LogQueryException;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.Alert.SampleRecord;

import java.util.List;

/** Looks for the lines behind an alert: those that its own query finds in its own window. */
public final class AlertSearch {

    private final LogStore store;
    private final LogSearch search;

    private AlertSearch(LogStore store, LogSearch search) {
        this.store = store;
        this.search = search;
    }

    /**
     * Prepares it.
     *
     * @throws LogQueryException when the alert's query is none
     */
    public static AlertSearch of(LogStore store, Alert alert) {
        LogQuery query = LogQuery.parse(String.valueOf(alert.query()));
        return new AlertSearch(
                store,
                new LogSearch(
                        query,
                        alert.windowStart(),
                        alert.windowEnd(),
                        null,
                        null,
                        Alert.MAX_SAMPLE_RECORDS,
                        null));
    }

    /** Newest first, as many as an alert takes along. */
    public List<SampleRecord> find() {
        return store.search(search).items().stream().map(SampleRecord::of).toList();
    }
}
