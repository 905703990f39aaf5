package io.stacklens.enrichment.reference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.enrichment.ReferenceChange;
import io.stacklens.model.json.Json;

import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

/**
 * Listens to the database for changes of reference data, whoever makes them, and lets the caches
 * forget what has changed. While nobody listened anything may have changed, so everything is
 * forgotten once the connection stands.
 */
final class ReferenceChanges {

    private static final Logger log = LoggerFactory.getLogger(ReferenceChanges.class);

    private static final int LISTENED_MILLIS = 5_000;
    private static final int ANSWER_SECONDS = 3;

    private final DataSource dataSource;
    private final ReferenceCaches caches;
    private final Counter heard;

    private volatile boolean isListening;

    ReferenceChanges(DataSource dataSource, ReferenceCaches caches, MeterRegistry metrics) {
        this.dataSource = dataSource;
        this.caches = caches;
        this.heard = metrics.counter("stacklens.enrichment.reference.changes");
        Gauge.builder("stacklens.enrichment.reference.listening", () -> isListening ? 1 : 0)
                .register(metrics);
    }

    /** Listens until the connection ends, or the thread is interrupted. */
    void listen() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            listen(connection);
        } finally {
            isListening = false;
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen reference_data");
        }
        caches.forgetAll();
        isListening = true;
        log.atInfo().log("listening to changes of reference data");
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!Thread.currentThread().isInterrupted()) {
            PGNotification[] messages = postgres.getNotifications(LISTENED_MILLIS);
            if (messages == null || messages.length == 0) {
                // A server that vanished sends nothing either.
                if (!connection.isValid(ANSWER_SECONDS)) {
                    throw new SQLException("no answer from the database");
                }
                continue;
            }
            for (PGNotification message : messages) {
                heard(message.getParameter());
            }
        }
    }

    private void heard(String message) {
        heard.increment();
        try {
            caches.forget(Json.mapper().readValue(message, ReferenceChange.class));
        } catch (JacksonException e) {
            log.atWarn()
                    .addKeyValue("error", e.getOriginalMessage())
                    .log("a change of reference data cannot be read; everything is forgotten");
            caches.forgetAll();
        }
    }
}
