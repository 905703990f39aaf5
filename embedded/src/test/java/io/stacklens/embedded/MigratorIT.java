package io.stacklens.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.model.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

class MigratorIT {

    private static final ConfigResource TOPIC =
            new ConfigResource(ConfigResource.Type.TOPIC, Topics.ANOMALIES);

    @TempDir Path directory;

    @Test
    void canBeRepeatedAndKeepsWhatAnOperatorHasSet() throws Exception {
        String bootstrap = EmbeddedPlatform.shared().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            change(admin, "retention.ms", "12345678", AlterConfigOp.OpType.SET);
            change(admin, "message.timestamp.type", "", AlterConfigOp.OpType.DELETE);

            Migrator.createTopics(bootstrap);

            Config config = admin.describeConfigs(List.of(TOPIC)).all().get().get(TOPIC);
            assertThat(config.get("retention.ms").value()).isEqualTo("12345678");
            assertThat(config.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
        }
    }

    @Test
    void makesRolesAndSchemaOnAServerThatIsNotOurs() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, 0)) {
            Secrets secrets = Secrets.loadOrMake(directory.resolve("passwords.properties"));
            String url = postgres.createDatabase("elsewhere").url();

            Migrator.migrate(
                    Map.of(
                            "DB_URL", url,
                            "DB_ADMIN_USER", "postgres",
                            "DB_ADMIN_PASSWORD", secrets.superuser(),
                            "DB_OWNER_PASSWORD", "for the owner",
                            "DB_APP_PASSWORD", "for the services",
                            "DB_QUERY_PASSWORD", "for queries",
                            "KAFKA_BOOTSTRAP_SERVERS",
                                    EmbeddedPlatform.shared().bootstrapServers()));

            try (Connection app = DriverManager.getConnection(url, Roles.APP, "for the services");
                    Connection query =
                            DriverManager.getConnection(url, Roles.QUERY, "for queries")) {
                assertThat(app.isValid(1)).isTrue();
                assertThatThrownBy(() -> query.createStatement().execute("create table t ()"))
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void namesTheVariableThatIsMissing() {
        assertThatThrownBy(() -> Migrator.migrate(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("environment variable DB_URL is missing");
    }

    private static void change(Admin admin, String name, String value, AlterConfigOp.OpType how)
            throws Exception {
        Map<ConfigResource, Collection<AlterConfigOp>> change =
                Map.of(TOPIC, List.of(new AlterConfigOp(new ConfigEntry(name, value), how)));
        admin.incrementalAlterConfigs(change).all().get();
    }
}
