package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.embedded.Database;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class ServiceSettingsTest {

    private static final Database DATABASE =
            new Database("jdbc:here", "owner", "o", "app", "a", "query", "q");

    @Test
    void givesTheRoleForQueriesToTheDashboardAlone() {
        ServiceSettings settings = settings(StackOptions.defaults(Path.of("data")));

        assertThat(settings.argumentsOf(Service.DASHBOARD))
                .contains("--stacklens.dashboard.query.username=query");
        assertThat(settings.argumentsOf(Service.PARSER))
                .contains("--spring.datasource.username=app")
                .noneMatch(argument -> argument.contains("query"));
    }

    @Test
    void givesNobodyTheOwner() {
        ServiceSettings settings = settings(StackOptions.defaults(Path.of("data")));

        for (Service service : Service.values()) {
            assertThat(settings.argumentsOf(service)).noneMatch(it -> it.endsWith("=owner"));
        }
    }

    @Test
    void letsASettingOfTheUserWin() {
        ServiceSettings settings =
                settings(StackOptions.defaults(Path.of("data")).with("server.port", "9"));

        assertThat(settings.argumentsOf(Service.PARSER))
                .contains("--server.port=9")
                .doesNotContain("--server.port=8002");
    }

    private static ServiceSettings settings(StackOptions options) {
        return new ServiceSettings(options, DATABASE, "127.0.0.1:19092");
    }
}
