package io.stacklens.dashboard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;

import org.junit.jupiter.api.Test;

class RetentionSettingsIT {

    private static final String PATH = "/api/v1/settings/retention";

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @Test
    void setsAndForgetsPeriods() {
        Answer set = dashboard.put(PATH, "{\"logs_days\": 14, \"windows_days\": 90}");
        assertThat(set.status()).as(set.body()).isEqualTo(200);
        assertThat(dashboard.get(PATH).json().get("logs_days").asInt()).isEqualTo(14);
        assertThat(dashboard.get(PATH).json().get("updated_by").asString()).isEqualTo("operator");

        dashboard.put(PATH, "{\"logs_days\": null}");

        assertThat(dashboard.get(PATH).json().get("logs_days").isNull()).isTrue();
        assertThat(dashboard.get(PATH).json().get("windows_days").isNull()).isTrue();
    }

    @Test
    void refusesPeriodsThatAreNone() {
        Answer answer = dashboard.put(PATH, "{\"logs_days\": 0, \"windows_days\": 99999}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsString("field"))
                .containsExactly("logs_days", "windows_days");
        assertThat(dashboard.put(PATH, "{\"log_days\": 3}").status()).isEqualTo(400);
    }
}
