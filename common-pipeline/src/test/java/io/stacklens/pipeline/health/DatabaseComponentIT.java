package io.stacklens.pipeline.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.postgresql.ds.PGSimpleDataSource;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

@Execution(ExecutionMode.CONCURRENT)
class DatabaseComponentIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private final Database database = EmbeddedPlatform.shared().newDatabase();

    @Test
    void isUpWithTheNewestSchemaOfTheBuild() {
        assertThat(NewestMigration.version()).isGreaterThanOrEqualTo(9);

        DatabaseComponent component = started(NewestMigration.version(), database.url());

        await().atMost(LONG).until(() -> component.check().up());
        component.stop();
    }

    @Test
    void namesTheSchemaItWaitsFor() {
        DatabaseComponent component = started(999, database.url());

        await().atMost(LONG).until(() -> component.missing().endsWith("(expected: 999)"));
        assertThat(component.check().up()).isFalse();
        component.stop();
    }

    @Test
    void saysThatThereIsNoSchemaYet() throws SQLException {
        try (Connection owner =
                        DriverManager.getConnection(
                                database.url(), database.ownerUser(), database.ownerPassword());
                var statement = owner.createStatement()) {
            statement.execute("alter table flyway_schema_history rename to elsewhere");
        }

        DatabaseComponent component = started(1, database.url());

        await().atMost(LONG).until(() -> component.missing().startsWith("no schema"));
        component.stop();
    }

    @Test
    void saysThatTheDatabaseIsAway() {
        DatabaseComponent component = started(1, "jdbc:postgresql://127.0.0.1:1/nowhere");

        await().atMost(LONG).until(() -> component.missing().startsWith("database is away"));
        component.stop();
    }

    private DatabaseComponent started(int newestMigration, String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(database.appUser());
        dataSource.setPassword(database.appPassword());
        DatabaseComponent component =
                new DatabaseComponent(dataSource, newestMigration, Clock.systemUTC());
        component.start();
        return component;
    }
}
