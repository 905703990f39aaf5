package io.stacklens.embedded;

import io.stacklens.model.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Makes the schema and the topics; the services only wait for them. Run it before the services:
 * whatever is there already stays as it is.
 */
public final class Migrator {

    private static final Logger log = LoggerFactory.getLogger(Migrator.class);
    private static final int CONNECT_RETRIES = 60;

    private Migrator() {}

    /**
     * Run once at a deployment, set up by environment variables: {@code DB_URL}, {@code
     * DB_OWNER_USER}, {@code DB_OWNER_PASSWORD} and {@code KAFKA_BOOTSTRAP_SERVERS}; {@code
     * KAFKA_REPLICAS} (default 1). With {@code DB_ADMIN_USER} and {@code DB_ADMIN_PASSWORD} it
     * first makes the roles, with {@code DB_APP_PASSWORD} and {@code DB_QUERY_PASSWORD}.
     */
    public static void main(String[] args) throws Exception {
        migrate(System.getenv());
    }

    static void migrate(Map<String, String> environment)
            throws SQLException, ExecutionException, InterruptedException {
        String url = required(environment, "DB_URL");
        String owner = environment.getOrDefault("DB_OWNER_USER", Roles.OWNER);
        String ownerPassword = required(environment, "DB_OWNER_PASSWORD");
        @Nullable String admin = environment.get("DB_ADMIN_USER");
        if (admin != null) {
            RoleMaker roles =
                    new RoleMaker(
                            ownerPassword,
                            required(environment, "DB_APP_PASSWORD"),
                            required(environment, "DB_QUERY_PASSWORD"));
            roles.makeAndGiveDatabase(url, admin, required(environment, "DB_ADMIN_PASSWORD"));
        }
        migrate(url, owner, ownerPassword);
        createTopics(
                required(environment, "KAFKA_BOOTSTRAP_SERVERS"),
                Short.parseShort(environment.getOrDefault("KAFKA_REPLICAS", "1")));
    }

    /** Brings the schema of a database to the newest version. */
    public static void migrate(String jdbcUrl, String ownerUser, String ownerPassword) {
        int applied =
                Flyway.configure()
                        .dataSource(jdbcUrl, ownerUser, ownerPassword)
                        .locations("classpath:db/migration")
                        .connectRetries(CONNECT_RETRIES)
                        .load()
                        .migrate()
                        .migrationsExecuted;
        log.atInfo().addKeyValue("applied", applied).log("schema is up to date");
    }

    /** Makes every topic on a cluster of one broker. */
    public static void createTopics(String bootstrapServers)
            throws ExecutionException, InterruptedException {
        createTopics(bootstrapServers, (short) 1);
    }

    static void createTopics(String bootstrapServers, short replicas)
            throws ExecutionException, InterruptedException {
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                AdminClientConfig.CLIENT_ID_CONFIG,
                                "stacklens-migrator"))) {
            new TopicMaker(admin, replicas).make(Topics.all());
        }
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    "environment variable %s is missing".formatted(name));
        }
        return value;
    }
}
