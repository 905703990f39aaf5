package io.stacklens.analytics.notify.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.analytics.notify.guard.RefusedTargetException;
import io.stacklens.analytics.notify.guard.TargetGuard;
import io.stacklens.analytics.notify.targets.Receiver.Answer;
import io.stacklens.model.notification.ChannelKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Webhook, Slack, PagerDuty and Alertmanager against an HTTP server that keeps what it gets. */
class HttpTargetsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:10:00Z");

    private Receiver receiver;
    private Targets targets;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
        targets = targets(Duration.ofSeconds(10), "127.0.0.1");
    }

    @AfterEach
    void stop() throws IOException {
        targets.close();
        receiver.close();
    }

    @Test
    void aWebhookGetsTheAlertAsItIsOnTheTopicAndAKey() throws IOException {
        JsonNode alert = Alerts.alert("a", 1, "firing");

        assertThat(webhook(Map.of(), Alerts.message(Event.FIRED, alert)))
                .isEqualTo(new Outcome.Delivered(null));

        Receiver.Post post = receiver.posts().getFirst();
        assertThat(post.header("Idempotency-Key"))
                .isEqualTo("6f9619ff-8b86-d011-b42d-00cf4fc964ff");
        assertThat(post.header("Content-Type")).startsWith("application/json");
        assertThat(post.headers()).doesNotContainKeys("X-stacklens-signature", "Authorization");
        assertThat(post.json().get("event").asString()).isEqualTo("fired");
        assertThat(post.json().get("title").asString())
                .isEqualTo(
                        "[FIRING] CRITICAL: Critical Error Rate on payment (error_rate 42.35 %,"
                                + " threshold 20 %)");
        JsonNode posted = post.json().get("alerts").get(0);
        assertThat(posted.get("new_field").asInt()).isEqualTo(1);
        assertThat(posted.get("url").asString()).isEqualTo("https://logs.example.org/alerts/a");
    }

    @Test
    void aReceiverCanCheckTheSignature() throws IOException {
        webhook(
                Map.of("secret", "only we two", "authorization", "Bearer t"),
                Alerts.message(Event.FIRED, Alerts.nasty()));

        Receiver.Post post = receiver.posts().getFirst();
        String timestamp = post.header("X-StackLens-Timestamp");
        assertThat(timestamp).isEqualTo(Long.toString(NOW.getEpochSecond()));
        assertThat(post.header("X-StackLens-Signature"))
                .isEqualTo(
                        "sha256=" + WebhookTarget.signature("only we two", timestamp, post.body()));
        assertThat(post.header("Authorization")).isEqualTo("Bearer t");
    }

    /** Computed by {@code printf '1767268800.{}' | openssl dgst -sha256 -hmac secret}. */
    @Test
    void signsAsOpensslDoes() {
        assertThat(WebhookTarget.signature("secret", "1767268800", "{}".getBytes(UTF_8)))
                .isEqualTo("749c0398f327aa9439449258320a5b0b40eb6e9a9a811060256a40212ab46c0f");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void anAnswerOfTwoHundredsIsADelivery(int status) throws IOException {
        receiver.answering(_ -> new Answer(status, "", null));

        assertThat(webhook()).isInstanceOf(Outcome.Delivered.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void someFailuresPass(int status) throws IOException {
        receiver.answering(status);

        assertThat(webhook())
                .isEqualTo(new Outcome.TryAgain("answered " + status + " because", null));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 413, 422})
    void othersDoNot(int status) throws IOException {
        receiver.answering(status);

        assertThat(webhook()).isEqualTo(new Outcome.Refused("answered " + status + " because"));
    }

    @Test
    void waitsAsLongAsItIsAskedTo() throws IOException {
        receiver.answering(
                n -> new Answer(429, "", new String[] {"Retry-After", n == 1 ? "120" : "99999"}));

        assertThat(webhook())
                .isEqualTo(new Outcome.TryAgain("answered 429", Duration.ofMinutes(2)));
        assertThat(webhook()).isEqualTo(new Outcome.TryAgain("answered 429", Duration.ofHours(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) throws IOException {
        receiver.answering(
                _ -> new Answer(status, "", new String[] {"Location", receiver.url("/inside")}));

        assertThat(webhook()).isInstanceOf(Outcome.Refused.class);
        assertThat(receiver.posts()).hasSize(1);
    }

    @Test
    void anAnswerIsRepeatedInPartAndOnOneLine() throws IOException {
        receiver.answering(_ -> new Answer(400, "no\r\n\u001b[31m" + "x".repeat(100_000), null));

        Outcome.Refused refused = (Outcome.Refused) webhook();
        assertThat(refused.error()).startsWith("answered 400 no [31mxxx").hasSizeLessThan(330);
    }

    @Test
    void aTargetThatDoesNotAnswerIsGivenUp() throws IOException {
        receiver.answering(
                _ -> {
                    Thread.sleep(Duration.ofSeconds(30));
                    return new Answer(200, "", null);
                });
        try (Targets hasty = targets(Duration.ofMillis(100), "127.0.0.1")) {
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(
                            () ->
                                    hasty.of(ChannelKind.WEBHOOK)
                                            .send(
                                                    settings(Map.of("url", receiver.url("/"))),
                                                    Alerts.message(
                                                            Event.FIRED,
                                                            Alerts.alert("a", 1, "firing"))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://localhost:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://2130706433:%d/",
                "http://0.0.0.0:%d/",
                "http://169.254.169.254/latest/meta-data/"
            })
    void nobodyInsideIsReachedWhateverHeIsCalled(String url) throws IOException {
        int port = URI.create(receiver.url("/")).getPort();
        try (Targets strict = targets(Duration.ofSeconds(1))) {
            for (ChannelKind kind :
                    List.of(
                            ChannelKind.WEBHOOK,
                            ChannelKind.SLACK,
                            ChannelKind.PAGERDUTY,
                            ChannelKind.ALERTMANAGER)) {
                assertThatExceptionOfType(RefusedTargetException.class)
                        .as(kind.label())
                        .isThrownBy(
                                () ->
                                        strict.of(kind)
                                                .send(
                                                        settings(
                                                                Map.of(
                                                                        "url",
                                                                        url.formatted(port),
                                                                        "routing_key",
                                                                        "k")),
                                                        Alerts.message(
                                                                Event.FIRED,
                                                                Alerts.alert("a", 1, "firing"))));
            }
        }
        assertThat(receiver.posts()).isEmpty();
    }

    @Test
    void slackIsToldInItsForm() throws IOException {
        send(ChannelKind.SLACK, Map.of(), Alerts.message(Event.RESOLVED, Alerts.resolved("a", 2)));

        JsonNode body = receiver.posts().getFirst().json();
        assertThat(body.get("text").asString()).startsWith("[RESOLVED] CRITICAL: Critical Error");
        JsonNode attachment = body.get("attachments").get(0);
        assertThat(attachment.get("color").asString()).isEqualTo("#2ecc71");
        assertThat(attachment.get("title_link").asString())
                .isEqualTo("https://logs.example.org/alerts/a");
        assertThat(attachment.get("fields").findValuesAsString("title"))
                .containsExactly(
                        "Service", "Severity", "Value", "Window", "Since", "Resolved", "team");
        assertThat(attachment.get("fields").findValuesAsString("value"))
                .contains("2026-01-01 12:05:00 UTC, after 5 min");
        assertThat(attachment.get("text").asString())
                .contains("paid &lt;*&gt;", "Runbook: https://example.org/runbook");
    }

    @Test
    void slackTakesNothingForMarkup() throws IOException {
        send(ChannelKind.SLACK, Map.of(), Alerts.message(Event.FIRED, Alerts.nasty()));

        String body = new String(receiver.posts().getFirst().body(), UTF_8);
        assertThat(body)
                .contains("&lt;!channel&gt;", "&lt;script&gt;")
                .doesNotContain("<", "@here", "](http", "javascript:", "``` ");
        String text =
                receiver.posts().getFirst().json().get("attachments").get(0).get("text").asString();
        assertThat(text.split("```", -1)).as("one block").hasSize(3);
    }

    @Test
    void pagerDutyHearsOfAnEpisodeUnderOneKey() throws IOException {
        send(
                ChannelKind.PAGERDUTY,
                Map.of("routing_key", "R"),
                Alerts.message(Event.FIRED, Alerts.alert("a", 1, "firing")));
        send(
                ChannelKind.PAGERDUTY,
                Map.of("routing_key", "R"),
                Alerts.message(Event.ACKNOWLEDGED, Alerts.alert("a", 2, "acknowledged")));
        send(
                ChannelKind.PAGERDUTY,
                Map.of("routing_key", "R"),
                Alerts.message(Event.RESOLVED, Alerts.resolved("a", 3)));

        List<JsonNode> events = receiver.posts().stream().map(Receiver.Post::json).toList();
        assertThat(events)
                .extracting(event -> event.get("event_action").asString())
                .containsExactly("trigger", "acknowledge", "resolve");
        assertThat(events)
                .extracting(event -> event.get("dedup_key").asString())
                .containsOnly("stacklens-a");
        assertThat(events)
                .extracting(event -> event.get("routing_key").asString())
                .containsOnly("R");
        JsonNode payload = events.getFirst().get("payload");
        assertThat(payload.get("severity").asString()).isEqualTo("critical");
        assertThat(payload.get("source").asString()).isEqualTo("payment");
        assertThat(payload.get("class").asString()).isEqualTo("error_rate");
        assertThat(payload.get("timestamp").asString()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(payload.get("custom_details").get("Value").asString())
                .isEqualTo("error_rate 42.35 %, threshold 20 %");
        assertThat(events.getLast().has("payload")).isFalse();
    }

    @Test
    void aTestOfPagerDutyEndsWhatItBegins() throws IOException {
        send(
                ChannelKind.PAGERDUTY,
                Map.of("routing_key", "R"),
                Alerts.message(Event.TEST, Alerts.alert("a", 1, "firing")));

        assertThat(receiver.posts())
                .extracting(post -> post.json().get("event_action").asString())
                .containsExactly("trigger", "resolve");
    }

    @Test
    void anAlertmanagerGetsLabelsThatStayTheSameAndTimesThatRunOut() throws IOException {
        Map<String, Object> settings = Map.of("url", receiver.url("/am/"));
        targets.of(ChannelKind.ALERTMANAGER)
                .send(
                        settings(settings),
                        Alerts.message(Event.FIRED, Alerts.alert("a", 1, "firing")));
        targets.of(ChannelKind.ALERTMANAGER)
                .send(
                        settings(settings),
                        Alerts.message(Event.RESOLVED, Alerts.resolved("a", 2).put("value", 1)));

        assertThat(receiver.posts())
                .extracting(Receiver.Post::path)
                .containsOnly("/am/api/v2/alerts");
        JsonNode firing = receiver.posts().getFirst().json().get(0);
        JsonNode resolved = receiver.posts().getLast().json().get(0);
        assertThat(firing.get("labels").toString())
                .isEqualTo(
                        "{\"team\":\"pay\",\"alertname\":\"Critical Error"
                                + " Rate\",\"severity\":\"critical\",\"service\":\"payment\"}");
        assertThat(resolved.get("labels")).isEqualTo(firing.get("labels"));
        assertThat(firing.get("startsAt").asString()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(firing.get("endsAt").asString()).isEqualTo("2026-01-01T12:14:00Z");
        assertThat(resolved.get("endsAt").asString()).isEqualTo("2026-01-01T12:05:00Z");
        assertThat(firing.get("generatorURL").asString())
                .isEqualTo("https://logs.example.org/alerts/a");
        assertThat(firing.get("annotations").get("runbook_url").asString())
                .isEqualTo("https://example.org/runbook");
    }

    @Test
    void aGroupIsOneMessage() throws IOException {
        JsonNode other = Alerts.alert("b", 1, "firing").put("service", "shop");
        Message message =
                Alerts.message(
                        Event.FIRED,
                        other.deepCopy().asObject().put("severity", "INFO"),
                        Alerts.alert("a", 1, "firing"));

        webhook(Map.of(), message);
        send(ChannelKind.SLACK, Map.of(), message);

        assertThat(receiver.posts().getFirst().json().get("alerts")).hasSize(2);
        assertThat(receiver.posts().getFirst().json().get("title").asString())
                .isEqualTo("[FIRING] CRITICAL: 2 alerts, such as Critical Error Rate on payment");
        assertThat(receiver.posts().getLast().json().get("attachments")).hasSize(2);
    }

    @Test
    void settingsThatAreMissingAreNamedAndSecretsAreNot() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(
                        () ->
                                targets.of(ChannelKind.SLACK)
                                        .send(
                                                settings(Map.of("url", "hooks.example/T0/secret")),
                                                Alerts.message(
                                                        Event.FIRED,
                                                        Alerts.alert("a", 1, "firing"))))
                .withMessage("the channel's url is no http or https address");
        assertThat(settings(Map.of("password", "hush")).toString()).doesNotContain("hush");
    }

    private Outcome webhook() throws IOException {
        return webhook(Map.of(), Alerts.message(Event.FIRED, Alerts.alert("a", 1, "firing")));
    }

    private Outcome webhook(Map<String, Object> more, Message message) throws IOException {
        return send(ChannelKind.WEBHOOK, more, message);
    }

    private Outcome send(ChannelKind kind, Map<String, Object> more, Message message)
            throws IOException {
        Map<String, Object> settings = new java.util.HashMap<>(more);
        settings.put("url", receiver.url("/hook"));
        return targets.of(kind).send(settings(settings), message);
    }

    private static ChannelSettings settings(Map<String, Object> values) {
        return new ChannelSettings(values);
    }

    private static Targets targets(Duration timeout, String... allowed) {
        return new Targets(
                new TargetGuard(List.of(allowed)),
                URI.create("https://logs.example.org/"),
                timeout,
                Duration.ofMinutes(4),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
