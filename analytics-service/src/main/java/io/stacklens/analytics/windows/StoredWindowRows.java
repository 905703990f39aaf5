package io.stacklens.analytics.windows;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The rows of the window tables. A read for the merge waits while the database is away: a delta can
 * neither be merged without its window nor be dropped. It gives up before the broker would take the
 * partition away; Kafka Streams then starts over from the last commit.
 */
final class StoredWindowRows implements WindowRows {

    private static final Logger log = LoggerFactory.getLogger(StoredWindowRows.class);
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final int ROWS_AT_ONCE = 1_000;

    private final WindowTable table;
    private final Duration patience;

    private final BooleanSupplier stopping;

    StoredWindowRows(WindowTable table, Duration patience, BooleanSupplier stopping) {
        this.table = table;
        this.patience = patience;
        this.stopping = stopping;
    }

    @Override
    public Map<WindowKey, OpenWindow> find(Collection<WindowKey> keys) {
        long giveUpAt = System.nanoTime() + patience.toNanos();
        long pause = 200;
        while (true) {
            try {
                return table.find(keys);
            } catch (DataAccessException e) {
                if (!isAway(e) || stopping.getAsBoolean() || System.nanoTime() > giveUpAt) {
                    throw e;
                }
                if (pause == 200) {
                    log.atWarn()
                            .addKeyValue("windows", keys.size())
                            .addKeyValue("error", e.getMessage())
                            .log("windows cannot be read back, waiting for the database");
                }
                sleep(pause);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        }
    }

    @Override
    public Map<WindowKey, Long> revisions(Collection<WindowKey> keys) {
        List<WindowKey> some = new ArrayList<>(keys);
        try {
            return table.revisions(some.subList(0, Math.min(ROWS_AT_ONCE, some.size())));
        } catch (DataAccessException e) {
            log.atDebug().setCause(e).log("revisions not read, windows stay in state");
            return Map.of();
        }
    }

    /** Everything else is a mistake, which waiting does not mend. */
    private static boolean isAway(DataAccessException e) {
        return e instanceof DataAccessResourceFailureException
                || e instanceof TransientDataAccessException
                || e instanceof RecoverableDataAccessException;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
