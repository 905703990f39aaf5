package io.stacklens.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

class RefusalsIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/logs?q=%FF", "/api/v1/metrics?window=1min&service=%C3%28"})
    void refusesParametersThatAreNotUtf8(String path) {
        assertThat(refusal(path)).contains("UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/metrics?window=1min&service=%00, service",
        "/api/v1/metrics?window=1min&service=cart&route=a%00b, route",
        "/api/v1/logs?q=a%00b, q"
    })
    void namesTheParameterWithACharacterThatTheDatabaseCannotHold(String path, String field) {
        assertThat(refusal(path)).contains("U+0000").contains("\"field\":\"" + field + "\"");
    }

    @Test
    void refusesALongBodyFromAnybody() {
        Answer answer =
                dashboard.post(
                        "/api/v1/auth/login",
                        "{\"username\": \"%s\"}".formatted("a".repeat(2 << 20)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("1048576 bytes; stacklens.http.max-body-size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void refusesAnEmptyTextInThePlaceOfYesOrNo(String text) {
        Answer answer =
                dashboard.post(
                        "/api/v1/notification-channels",
                        """
                        {"name": "Maybe", "kind": "webhook", "enabled": "%s", "settings": {"url": "https://example.org"}}\
                        """
                                .formatted(text));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("enabled");
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/alerts?suppressed=maybe", "/api/v1/silences?ended=maybe"})
    void saysThatYesOrNoIsTrueOrFalse(String path) {
        assertThat(refusal(path)).contains("true or false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void saysWhichBodyIsExpected(String body) {
        Answer answer = dashboard.post("/api/v1/notification-routes", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body())
                .contains("\"field\":\"body\"", "channel_ids", "continue")
                .doesNotContain("goes_on");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "dead-letters/replay; {'ids': [null]}; ids[0]",
                "dead-letters/replay; {'ids': ['a.dlq:0:1'], 'edited': {'a.dlq:0:1': null}};"
                        + " edited",
                "alerts/acknowledge; {'ids': [null]}; ids[0]",
                "alerts/resolve; {'ids': ['1-a-1', null]}; ids[1]",
                "api-keys; {'name': 'x', 'scopes': [null]}; scopes",
                "silences; {'matchers': [null], 'ends_at': '2099-01-01T00:00:00Z'}; matchers",
                "silences; {'matchers': [{'field': 'service', 'value': 'a'}], 'recurrence':"
                        + " {'days': [null], 'from': '10:00', 'to': '11:00'}}; days",
                "notification-routes; {'name': 'x', 'channel_ids': [null]}; channel_ids",
                "notification-routes; {'name': 'x', 'channel_ids': [], 'matchers': [null]};"
                        + " matchers",
                "alert-rules; {'name': 'x', 'metric': 'error_rate', 'threshold': 5, 'operator':"
                        + " '>', 'group_by': [null]}; group_by",
                "alert-rules; {'name': 'x', 'metric': 'error_rate', 'threshold': 5, 'operator':"
                        + " '>', 'labels': {'team': null}}; labels",
                "alert-rules; {'name': 'x', 'kind': 'burn_rate', 'burn_windows': [null]};"
                        + " burn_windows",
                "alert-rules/test; {'rule': null}; rule",
                "notification-channels; {'name': 'x', 'kind': 'webhook', 'settings': {'url':"
                        + " null}}; url",
                "incidents; {'alert_ids': [null], 'services': [null]}; title",
                "incidents/1/links; {'log_ids': [null]}; alert_ids"
            })
    void refusesNothingInThePlaceOfAnItem(String path, String single, String field) {
        Answer answer = dashboard.post("/api/v1/" + path, single.replace('\'', '"'));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(field);
    }

    @Test
    void takesAQueryOfTenThousandCharacters() {
        String service = "a".repeat(10_000);

        Answer answer = dashboard.get("/api/v1/metrics?window=1min&service=" + service);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"+999999999-12-31T23:59:59Z\"",
                "\"-999999999-01-01T00:00:00Z\"",
                "-1",
                "{}"
            })
    void refusesTimesInBodiesThatCannotBeStored(String time) {
        Answer answer =
                dashboard.post(
                        "/api/v1/incidents",
                        "{\"title\": \"long ago\", \"started_at\": %s}".formatted(time));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"started_at\"");
    }

    @Test
    void readsMillisecondsInBodiesAsInParameters() {
        Answer answer =
                dashboard.post(
                        "/api/v1/incidents",
                        "{\"title\": \"on time\", \"started_at\": 1769860800000}");

        assertThat(answer.json().get("started_at").asString()).isEqualTo("2026-01-31T12:00:00Z");
    }

    /** As curl sends what somebody typed. */
    @ParameterizedTest
    @ValueSource(
            strings = {"severity:>=WARN", "duration_ms:<5", "\"boom\"", "duration_ms:[1%20TO%202]"})
    void takesTheSignsOfTheQueryLanguageAsTheyAre(String query) throws IOException {
        URI address = dashboard.request("/api/v1/logs/count").build().uri();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write(
                            "GET %s?q=%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                                    .formatted(address.getPath(), query, address.getAuthority())
                                    .getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 200").contains("\"total\"");
        }
    }

    private String refusal(String path) {
        Answer answer = dashboard.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        return answer.body();
    }
}
