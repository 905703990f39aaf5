package io.stacklens.analytics.alerts;

import io.stacklens.logstore.AlertSearch;
import io.stacklens.logstore.LogStore;
import io.stacklens.logstore.LogStoreException;
import io.stacklens.logstore.query.LogQueryException;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.Alert.SampleRecord;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The lines behind an alert, from the log store. The store writes them about when the alert is
 * judged, so it is asked again until it has them; a search that has not ended by then is cancelled.
 */
final class StoredLines implements SampleLines, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StoredLines.class);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(50);
    private static final int MAX_WAITING = 200;

    private final LogStore store;
    private final Duration within;
    private final ExecutorService searches =
            new ThreadPoolExecutor(
                    2,
                    2,
                    10,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(MAX_WAITING),
                    Thread.ofPlatform().daemon().name("alert-lines-", 0).factory());

    StoredLines(LogStore store, Duration within) {
        this.store = store;
        this.within = within;
    }

    @Override
    public CompletableFuture<List<SampleRecord>> of(Alert alert) {
        CompletableFuture<List<SampleRecord>> answer = new CompletableFuture<>();
        if (alert.query() == null || within.isZero()) {
            answer.complete(List.of());
            return answer;
        }
        try {
            Search search = new Search(alert, System.nanoTime() + within.toNanos(), answer);
            Future<?> running = searches.submit(search::run);
            CompletableFuture.delayedExecutor(within.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> search.end(running));
        } catch (RejectedExecutionException e) {
            answer.complete(List.of());
        }
        return answer;
    }

    @Override
    public void close() {
        searches.shutdownNow();
    }

    /** One alert's search, again and again until its time is over. */
    private final class Search {

        private final Alert alert;
        private final long deadline;
        private final CompletableFuture<List<SampleRecord>> answer;
        private volatile List<SampleRecord> best = List.of();

        Search(Alert alert, long deadline, CompletableFuture<List<SampleRecord>> answer) {
            this.alert = alert;
            this.deadline = deadline;
            this.answer = answer;
        }

        void run() {
            try {
                AlertSearch search = AlertSearch.of(store, alert);
                while (System.nanoTime() < deadline && !isEnough()) {
                    look(search);
                    if (!isEnough()) {
                        Thread.sleep(AGAIN_AFTER);
                    }
                }
            } catch (InterruptedException | CancellationException _) {
                // Its time is over; what was found is found.
            } catch (LogQueryException e) {
                say(e);
            } finally {
                answer.complete(best);
            }
        }

        /** A store that fails once may answer when it is asked again. */
        private void look(AlertSearch search) {
            try {
                best = search.find();
            } catch (LogStoreException e) {
                say(e);
            }
        }

        private void say(RuntimeException e) {
            log.atDebug()
                    .addKeyValue("alert", alert.id())
                    .addKeyValue("error", e.getMessage())
                    .log("no lines for an alert");
        }

        void end(Future<?> running) {
            running.cancel(true);
            answer.complete(best);
        }

        /** As many as wanted, or those that were seen when it was judged. */
        private boolean isEnough() {
            return best.size() >= Alert.MAX_SAMPLE_RECORDS
                    || (!best.isEmpty()
                            && best.stream().anyMatch(one -> alert.samples().contains(one.id())));
        }
    }
}
