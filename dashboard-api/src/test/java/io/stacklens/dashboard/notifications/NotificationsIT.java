package io.stacklens.dashboard.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;
import io.stacklens.model.notification.ChannelKind;
import io.stacklens.pipeline.secret.SecretBox;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

class NotificationsIT {

    private static final String CHANNELS = "/api/v1/notification-channels";
    private static final String ROUTES = "/api/v1/notification-routes";
    private static final AtomicLong NAMES = new AtomicLong();

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @Test
    void keepsAChannelThroughItsLife() {
        String name = name();
        Answer made =
                dashboard.post(
                        CHANNELS,
                        """
                        {"name": "%s", "kind": "webhook", "settings": {"url": "https://example.org/hook",
                         "secret": "only we two"}}\
                        """
                                .formatted(name));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        long id = made.json().get("id").asLong();
        assertThat(made.header("Location")).endsWith(CHANNELS + "/" + id);
        assertThat(made.json().get("enabled").asBoolean()).isTrue();
        assertThat(made.json().get("settings").toString())
                .isEqualTo("{\"url\":\"https://example.org/hook\",\"secret\":\"***\"}");

        JsonNode stored = dashboard.get(CHANNELS + "/" + id).json();
        Answer changed =
                dashboard.put(CHANNELS + "/" + id, stored.toString().replace("true", "false"));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().get("enabled").asBoolean()).isFalse();
        assertThat(secret(id, "secret")).isEqualTo("only we two");

        assertThat(dashboard.get(CHANNELS + "?limit=10000").items().findValuesAsString("name"))
                .contains(name);
        assertThat(dashboard.delete(CHANNELS + "/" + id).status()).isEqualTo(204);
        assertThat(dashboard.get(CHANNELS + "/" + id).status()).isEqualTo(404);
        assertThat(dashboard.delete(CHANNELS + "/" + id).status()).isEqualTo(404);
        assertThat(count("notification_channel_secrets", id)).isZero();
    }

    @Test
    void aSecretIsNowhereInTheClear() {
        long id =
                made(
                        "email",
                        """
                        {"host": "mail.example.org", "from": "a@example.org", "to": "b@example.org",
                         "username": "ada", "password": "hush-hush-17"}\
                        """);

        assertThat(dashboard.get(CHANNELS + "/" + id).body()).doesNotContain("hush-hush-17");
        assertThat(secret(id, "password")).isEqualTo("hush-hush-17");
        for (String table :
                new String[] {
                    "notification_channels", "notification_channel_secrets", "audit_log"
                }) {
            assertThat(
                            dashboard
                                    .jdbc()
                                    .sql(
                                            "select count(*) from "
                                                    + table
                                                    + " t where t::text like '%hush-hush%'")
                                    .query(Long.class)
                                    .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void aSecretThatIsLeftOutIsForgottenAndOneThatIsNewCounts() {
        long id = made("webhook", "{\"url\": \"https://example.org/h\", \"secret\": \"one\"}");

        put(id, "webhook", "{\"url\": \"https://example.org/h\", \"secret\": \"two\"}");
        assertThat(secret(id, "secret")).isEqualTo("two");
        put(id, "webhook", "{\"url\": \"https://example.org/h\"}");

        assertThat(count("notification_channel_secrets", id)).isZero();
        Answer kept =
                dashboard.put(
                        CHANNELS + "/" + id,
                        channel(
                                "webhook",
                                "{\"url\": \"https://example.org/h\", \"secret\": \"***\"}"));
        assertThat(kept.status()).isEqualTo(400);
        assertThat(kept.body()).contains("settings.secret", "since none is stored");
    }

    @Test
    void aKeptSecretDoesNotGoElsewhere() {
        long id =
                made(
                        "alertmanager",
                        "{\"url\": \"https://a.example\", \"authorization\": \"Bearer t\"}");

        Answer moved =
                dashboard.put(
                        CHANNELS + "/" + id,
                        channel(
                                "alertmanager",
                                "{\"url\": \"https://evil.example\", \"authorization\": \"***\"}"));

        assertThat(moved.status()).isEqualTo(400);
        assertThat(moved.body()).contains("settings.authorization", "leads elsewhere");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smoke   | {}                                                    | kind",
                "webhook | {}                                                    | settings.url",
                "webhook | {\"url\": \"ftp://example.org\"}                      | settings.url",
                "webhook | {\"url\": \"https://u:p@example.org\"}                | settings.url",
                "webhook | {\"url\": \"https://example.org\", \"uri\": \"x\"}    | settings.uri",
                "slack   | {\"url\": \"hooks.example.org/T0/secret\"}            | settings.url",
                "pagerduty | {}                                                  |"
                        + " settings.routing_key",
                "alertmanager | {\"url\": 5}                                     | settings.url",
                "email | {\"host\": \"h\", \"from\": \"f@x\", \"to\": [\"a@x\", \"b\"]} |"
                        + " settings.to",
                "email | {\"host\": \"h\", \"from\": \"f\", \"to\": [\"a@x\"]}   | settings.from",
                "email | {\"host\": \"h\", \"from\": \"f@x\", \"to\": \"a@x\", \"port\": 0} |"
                        + " settings.port",
                "email | {\"host\": \"h\", \"from\": \"f@x\", \"to\": \"a@x\", \"tls\": \"maybe\"}"
                        + " | settings.tls",
                "email | {\"host\": \"h\", \"from\": \"f@x\", \"to\": \"a@x\", \"username\": \"u\"}"
                        + " | settings.password",
            })
    void namesWhatIsWrongWithAChannel(String kind, String settings, String field) {
        Answer answer = dashboard.post(CHANNELS, channel(kind, settings));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsString("field")).containsExactly(field);
        assertThat(answer.body()).doesNotContain("T0/secret");
    }

    @Test
    void refusesANameThatIsTaken() {
        String body = channel("webhook", "{\"url\": \"https://example.org\"}");

        assertThat(dashboard.post(CHANNELS, body).status()).isEqualTo(201);
        assertThat(dashboard.post(CHANNELS, body).status()).isEqualTo(409);
    }

    @Test
    void saysWhatAFormHasToAskFor() {
        JsonNode kinds = dashboard.get(CHANNELS + "/kinds").items();

        assertThat(kinds.findValuesAsString("kind"))
                .containsExactly("webhook", "slack", "email", "pagerduty", "alertmanager");
        assertThat(kinds.get(2).get("settings").get(1).toString())
                .isEqualTo(
                        "{\"name\":\"port\",\"type\":\"port\",\"required\":true,\"secret\":false,\"default\":\"587\",\"choices\":[],\"description\":\"Its"
                            + " port\"}");
    }

    @Test
    void keepsARouteThroughItsLife() {
        long channel = made("webhook", "{\"url\": \"https://example.org\"}");
        Answer made =
                dashboard.post(
                        ROUTES,
                        """
                        {"name": "%s", "position": 5, "channel_ids": [%d], "group_by": ["service"],
                         "matchers": [{"field": "severity", "operator": "=~", "value": "WARN.*|CRIT.*"}],
                         "send_resolved": false, "continue": true}\
                        """
                                .formatted(name(), channel));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        JsonNode route = made.json();
        String path = ROUTES + "/" + route.get("id").asLong();
        assertThat(route.get("continue").asBoolean()).isTrue();
        assertThat(route.get("send_resolved").asBoolean()).isFalse();
        assertThat(route.get("channel_ids").toString()).isEqualTo("[" + channel + "]");
        assertThat(route.get("group_by").toString()).isEqualTo("[\"service\"]");

        Answer same = dashboard.put(path, route.toString());
        assertThat(same.status()).as(same.body()).isEqualTo(200);
        assertThat(same.json()).isEqualTo(route).isEqualTo(dashboard.get(path).json());
        assertThat(dashboard.get(ROUTES + "?limit=1000").items()).contains(route);

        assertThat(dashboard.delete(path).status()).isEqualTo(204);
        assertThat(dashboard.get(path).status()).isEqualTo(404);
    }

    @Test
    void namesAllThatIsWrongWithARoute() {
        Answer answer =
                dashboard.post(
                        ROUTES,
                        """
                        {"channel_ids": [987654321], "group_by": [""],
                         "matchers": [{"field": "service", "operator": "~", "value": "x"},
                                      {"field": "service", "operator": "=~", "value": "("}, null]}\
                        """);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder(
                        "name",
                        "channel_ids",
                        "group_by",
                        "matchers[0].operator",
                        "matchers[1].value",
                        "matchers[2].field");
    }

    @Test
    void aTestWaitsForWhoSends() {
        long id = made("slack", "{\"url\": \"https://hooks.example.org/T0\"}");
        Thread sender = Thread.ofVirtual().start(() -> sendAsAnalyticsDoes(id));

        JsonNode answer = dashboard.post(CHANNELS + "/" + id + "/test", "").json();

        assertThat(answer.toString())
                .isEqualTo(
                        "{\"delivered\":false,\"status\":\"failed\",\"error\":\"answered 404\","
                                + "\"took_ms\":12}");
        assertThat(sender.isAlive()).isFalse();
        JsonNode log = dashboard.get("/api/v1/notifications?channel_id=" + id).items();
        assertThat(log).hasSize(1);
        assertThat(log.get(0).get("event").asString()).isEqualTo("test");
        assertThat(log.get(0).get("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void theLogIsFilteredPagedAndTriedAgain() {
        long id = made("webhook", "{\"url\": \"https://example.org\"}");
        for (int i = 1; i <= 5; i++) {
            dashboard
                    .jdbc()
                    .sql(
                            "insert into notifications (alert_id, sequence, channel_id, channel,"
                                + " kind, event, status, alert, attempts, last_error) values"
                                + " (:alert, 1, :id, 'c', 'webhook', 'fired', :status, '{}', 20,"
                                + " 'answered 503')")
                    .params(
                            Map.of(
                                    "alert",
                                    "log-" + id + "-" + i,
                                    "id",
                                    id,
                                    "status",
                                    i % 2 == 0 ? "delivered" : "failed"))
                    .update();
        }
        String log = "/api/v1/notifications?channel_id=" + id;

        Answer first = dashboard.get(log + "&limit=3");
        Answer second =
                dashboard.get(log + "&cursor=" + first.json().get("next_cursor").asString());
        assertThat(first.items().findValuesAsString("alert_id"))
                .containsExactly("log-" + id + "-5", "log-" + id + "-4", "log-" + id + "-3");
        assertThat(second.items()).hasSize(2);
        assertThat(dashboard.get(log + "&status=failed").items()).hasSize(3);
        assertThat(dashboard.get("/api/v1/notifications?alert_id=log-" + id + "-2").items())
                .hasSize(1);
        assertThat(dashboard.get(log + "&status=lost").body())
                .contains("pending, delivered, failed");

        long failed = first.items().get(0).get("id").asLong();
        long delivered = first.items().get(1).get("id").asLong();
        JsonNode again = dashboard.post("/api/v1/notifications/" + failed + "/retry", "").json();
        assertThat(again.get("status").asString()).isEqualTo("pending");
        assertThat(again.get("attempts").asInt()).isZero();
        assertThat(dashboard.post("/api/v1/notifications/" + delivered + "/retry", "").status())
                .isEqualTo(409);
        assertThat(dashboard.post("/api/v1/notifications/987654321/retry", "").status())
                .isEqualTo(404);
    }

    private void sendAsAnalyticsDoes(long channel) {
        int sent = 0;
        while (sent == 0) {
            sent =
                    dashboard
                            .jdbc()
                            .sql(
                                    "update notifications set status = 'failed', attempts = 1,"
                                            + " took_ms = 12, last_error = 'answered 404' where"
                                            + " channel_id = :id and status = 'pending'")
                            .param("id", channel)
                            .update();
        }
    }

    private long made(String kind, String settings) {
        Answer made = dashboard.post(CHANNELS, channel(kind, settings));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json().get("id").asLong();
    }

    private void put(long id, String kind, String settings) {
        Answer put = dashboard.put(CHANNELS + "/" + id, channel(kind, settings));
        assertThat(put.status()).as(put.body()).isEqualTo(200);
    }

    private String secret(long channel, String name) {
        String sealed =
                dashboard
                        .jdbc()
                        .sql(
                                "select sealed from notification_channel_secrets where channel_id ="
                                        + " :id and name = :name")
                        .param("id", channel)
                        .param("name", name)
                        .query(String.class)
                        .single();
        return SecretBox.ofText(RunningDashboard.SECRET_KEY)
                .open(sealed, ChannelKind.secretContext(channel, name));
    }

    private long count(String table, long channel) {
        return dashboard
                .jdbc()
                .sql("select count(*) from " + table + " where channel_id = :id")
                .param("id", channel)
                .query(Long.class)
                .single();
    }

    private static String channel(String kind, String settings) {
        return "{\"name\": \"%s\", \"kind\": \"%s\", \"settings\": %s}"
                .formatted(name(), kind.strip(), settings.strip());
    }

    private static String name() {
        return "Channel " + NAMES.incrementAndGet();
    }
}
