package io.stacklens.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.TopicSpec;
import io.stacklens.model.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;

class EmbeddedPlatformIT {

    @Test
    void hasEveryTopic() throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of(
                                "bootstrap.servers",
                                EmbeddedPlatform.shared().bootstrapServers()))) {
            assertThat(admin.listTopics().names().get())
                    .containsAll(Topics.all().stream().map(TopicSpec::name).toList());
        }
    }

    @Test
    void givesEachTestADatabaseOfItsOwn() throws Exception {
        Database first = EmbeddedPlatform.shared().newDatabase();
        Database second = EmbeddedPlatform.shared().newDatabase();

        assertThat(first.url()).isNotEqualTo(second.url());
        try (Connection connection =
                DriverManager.getConnection(second.url(), second.appUser(), second.appPassword())) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }
}
