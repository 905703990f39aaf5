package io.stacklens.pipeline.health;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import javax.sql.DataSource;

/**
 * The database: reachable, and at least at the newest migration of this build. Looked at every two
 * seconds by a thread of its own, since a pool whose database is away answers slowly.
 */
final class DatabaseComponent implements HealthComponent, SchemaCheck, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DatabaseComponent.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration STALE = Duration.ofSeconds(10);
    private static final String UNDEFINED_TABLE = "42P01";

    private final DataSource dataSource;
    private final int newestMigration;
    private final InstantSource clock;

    private volatile Look last;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    DatabaseComponent(DataSource dataSource, int newestMigration, InstantSource clock) {
        this.dataSource = dataSource;
        this.newestMigration = newestMigration;
        this.clock = clock;
        this.last = new Look("not looked yet", clock.instant());
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public State check() {
        Look look = last;
        if (look.at().plus(STALE).isBefore(clock.instant())) {
            return State.down("no answer since " + look.at());
        }
        return look.missing().isEmpty()
                ? State.up("schema " + newestMigration)
                : State.down(look.missing());
    }

    @Override
    public String missing() {
        return last.missing();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("database-check").start(this::keepLooking);
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void keepLooking() {
        try {
            while (running) {
                last = new Look(look(), clock.instant());
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException _) {
            log.atDebug().log("stopped looking at the database");
        }
    }

    private String look() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(5);
            try (ResultSet rows =
                    statement.executeQuery(
                            "select coalesce(max(version::int), 0) from flyway_schema_history"
                                    + " where success and version is not null")) {
                rows.next();
                int found = rows.getInt(1);
                return found >= newestMigration
                        ? ""
                        : "schema %d (expected: %d)".formatted(found, newestMigration);
            }
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return "no schema (expected: %d)".formatted(newestMigration);
            }
            return "database is away: " + e.getMessage();
        }
    }

    private record Look(String missing, Instant at) {}
}
