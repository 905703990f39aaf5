package io.stacklens.dashboard.incidents;

import io.stacklens.logstore.LogSearch;
import io.stacklens.logstore.LogStore;
import io.stacklens.logstore.query.LogQuery;
import io.stacklens.model.LogRecord;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.List;

/** Records that tell of a deployment. */
@Component
class Deploys {

    private static final int MOST = 20;

    private final LogStore store;

    Deploys(LogStore store) {
        this.store = store;
    }

    /** Those of an incident's services, newest first. Ends when its thread is interrupted. */
    List<LogRecord> of(Incident incident, Instant from, Instant to) {
        LogQuery query = LogQuery.parse("category:deploy" + ServiceQuery.of(incident.services()));
        return store.search(new LogSearch(query, from, to, null, null, MOST, null)).items();
    }
}
