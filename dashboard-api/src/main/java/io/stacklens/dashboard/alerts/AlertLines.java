package io.stacklens.dashboard.alerts;

import io.stacklens.logstore.AlertSearch;
import io.stacklens.logstore.LogStore;
import io.stacklens.logstore.LogStoreException;
import io.stacklens.logstore.query.LogQueryException;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.Alert.SampleRecord;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The lines behind an alert that went out before they could be searched: looked up by its own query
 * in its own window whenever somebody looks at it.
 */
@Component
class AlertLines implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(AlertLines.class);

    /** An alert is shown soon, with its lines or without. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final LogStore store;
    private final ExecutorService searches = Executors.newVirtualThreadPerTaskExecutor();

    AlertLines(LogStore store) {
        this.store = store;
    }

    /** The alert as it is, with lines if there are any. */
    Alert complete(Alert alert) throws InterruptedException {
        if (!alert.sampleRecords().isEmpty() || alert.query() == null) {
            return alert;
        }
        Future<List<SampleRecord>> found = searches.submit(() -> find(alert));
        try {
            return alert.withSampleRecords(found.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            log.atDebug().addKeyValue("alert", alert.id()).log("its lines were not found in time");
        } catch (ExecutionException e) {
            log.atWarn()
                    .addKeyValue("alert", alert.id())
                    .setCause(e.getCause())
                    .log("its lines could not be searched");
        } finally {
            found.cancel(true);
        }
        return alert;
    }

    @Override
    public void destroy() {
        searches.shutdownNow();
    }

    private List<SampleRecord> find(Alert alert) {
        try {
            return AlertSearch.of(store, alert).find();
        } catch (CancellationException _) {
            return List.of(); // Nobody waits for it any more.
        } catch (LogStoreException | LogQueryException e) {
            log.atDebug()
                    .addKeyValue("alert", alert.id())
                    .addKeyValue("error", e.getMessage())
                    .log("no lines for an alert");
            return List.of();
        }
    }
}
