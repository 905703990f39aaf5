package io.stacklens.dashboard.client;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Ends a search when its client has gone, by interrupting the thread that searches. */
@Component
public class ClientWatch implements DisposableBean {

    private static final long LOOK_MILLIS = 200;

    private final Set<Watched> searches = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("client-watch").factory());

    ClientWatch() {
        var _ =
                looks.scheduleWithFixedDelay(
                        () -> searches.forEach(Watched::look),
                        LOOK_MILLIS,
                        LOOK_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /**
     * Searches on this thread as long as the client is there.
     *
     * @throws ClientGoneException if it was not
     */
    public <T> T whilePresent(HttpServletRequest request, Supplier<T> search) {
        if (!(request.getAttribute(ClientConnection.ATTRIBUTE)
                instanceof ClientConnection connection)) {
            return search.get();
        }
        Watched watched = new Watched(connection, Thread.currentThread());
        searches.add(watched);
        try {
            return search.get();
        } catch (RuntimeException e) {
            // Interrupted, a search ends with this or that exception.
            throw watched.end() ? new ClientGoneException(e) : e;
        } finally {
            searches.remove(watched);
            watched.end();
        }
    }

    @Override
    public void destroy() {
        looks.shutdownNow();
    }

    /** A search and its client; looked at only until the search ends. */
    private static final class Watched {

        private final ClientConnection connection;
        private final Thread searching;
        private boolean ended;
        private boolean gone;

        Watched(ClientConnection connection, Thread searching) {
            this.connection = connection;
            this.searching = searching;
        }

        synchronized void look() {
            if (!ended && !gone && connection.hasEnded()) {
                gone = true;
                searching.interrupt();
            }
        }

        /** Ends it, on the searching thread, and answers whether the client has gone before. */
        synchronized boolean end() {
            ended = true;
            if (gone) {
                Thread.interrupted();
            }
            return gone;
        }
    }
}
