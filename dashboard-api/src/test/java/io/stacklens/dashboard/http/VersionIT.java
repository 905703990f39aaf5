package io.stacklens.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "alert-rules; {'name': 'NEW', 'metric': 'error_rate', 'operator': '>',"
                        + " 'threshold': 5}",
                "silences; {'matchers': [{'field': 'service', 'value': 'two'}], 'comment': 'NEW',"
                    + " 'starts_at': '2030-01-01T00:00:00Z', 'ends_at': '2030-01-02T00:00:00Z'}",
                "slos; {'name': 'NEW', 'service': 'two', 'objective': 99.5}",
                "notification-channels; {'name': 'NEW', 'kind': 'webhook', 'enabled': false,"
                        + " 'settings': {'url': 'https://example.org/two', 'secret': 'NEW'}}",
                "users; {'username': 'two.new', 'role': 'viewer', 'enabled': false, 'password':"
                        + " 'one that NEW does know'}"
            })
    void keepsWhatSomebodyElseHasChangedMeanwhile(String what, String single) {
        String json = single.replace('\'', '"');
        String path = dashboard.post("/api/v1/" + what, json).header("Location");
        try {
            Answer read = dashboard.get(path);

            Answer first = dashboard.putIfMatch(path, read.header("ETag"), changed(json, "mine"));
            Answer second =
                    dashboard.putIfMatch(path, read.header("ETag"), changed(json, "theirs"));

            assertThat(first.status()).as(first.body()).isEqualTo(200);
            assertThat(second.status()).as(second.body()).isEqualTo(412);
            assertThat(second.body()).contains("since it was read");
            String stored = dashboard.get(path).body();
            assertThat(stored).contains("mine").doesNotContain("theirs");
            assertThat(
                            dashboard
                                    .putIfMatch(path, first.header("ETag"), changed(json, "theirs"))
                                    .status())
                    .isEqualTo(200);
            assertThat(dashboard.put(path, changed(json, "any")).status()).isEqualTo(200);

            Answer blind = dashboard.deleteIfMatch(path, first.header("ETag"));
            Answer seeing = dashboard.deleteIfMatch(path, dashboard.get(path).header("ETag"));

            assertThat(blind.status()).as(blind.body()).isEqualTo(412);
            assertThat(seeing.status()).as(seeing.body()).isEqualTo(204);
            assertThat(dashboard.deleteIfMatch(path, "*").status()).isEqualTo(404);
        } finally {
            dashboard.delete(path);
        }
    }

    @Test
    void keepsWhatSomebodyElseHasChangedOfAnIncidentMeanwhile() {
        String path =
                dashboard.post("/api/v1/incidents", "{\"title\": \"seen\"}").header("Location");
        String seen = dashboard.get(path).header("ETag");

        Answer first = dashboard.patchIfMatch(path, seen, "{\"title\": \"mine\"}");
        Answer second = dashboard.patchIfMatch(path, seen, "{\"title\": \"theirs\"}");

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(second.status()).as(second.body()).isEqualTo(412);
        assertThat(dashboard.get(path).json().get("title").asString()).isEqualTo("mine");
        assertThat(
                        dashboard
                                .patchIfMatch(path, first.header("ETag"), "{\"title\": \"theirs\"}")
                                .status())
                .isEqualTo(200);
    }

    private static String changed(String json, String by) {
        return json.replace("NEW", by).replace("two.new", "two." + by);
    }
}
