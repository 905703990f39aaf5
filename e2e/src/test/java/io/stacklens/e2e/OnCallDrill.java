package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import io.stacklens.e2e.Webhook.Posted;
import io.stacklens.e2e.client.ApiClient;
import io.stacklens.model.Topics;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.json.Json;
import io.stacklens.standalone.Service;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What somebody on call lives through: a service breaks, they are told once on each channel with
 * the lines that show it, say that they are at it, the service half recovers without a word, and
 * when it is well they are told that once, too.
 */
abstract class OnCallDrill {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** Longer than the rule's window, so that the burst has left it. */
    private static final Duration HALF_WELL = Duration.ofSeconds(25);

    private Webhook webhook;
    private GreenMail mail;
    private Optional<Alertmanager> alertmanager;

    final SharedPlatform platform = SharedPlatform.get();
    private final String run = platform.newRun();
    private final String service = "till-" + run;

    @BeforeEach
    void openChannels(@TempDir Path directory) throws Exception {
        webhook = new Webhook();
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        alertmanager = Alertmanager.start(directory);
    }

    @AfterEach
    void closeChannels() {
        alertmanager.ifPresent(Alertmanager::close);
        mail.stop();
        webhook.close();
    }

    final void drill(Runnable inTheMiddle) throws Exception {
        addRuleAndRoute();
        try (Traffic traffic = new Traffic(platform::ingest, service)) {
            traffic.errors(20);
            String alert =
                    await().atMost(SOON).until(this::firing, Optional::isPresent).orElseThrow();
            assertThat(told(alert, "fired")).isTrue();

            acknowledge(alert);
            inTheMiddle.run();
            traffic.errors(1);
            await().atMost(HALF_WELL.plus(SOON))
                    .during(HALF_WELL)
                    .until(() -> status(alert).equals("acknowledged"));

            traffic.errors(0);
            await().atMost(Duration.ofSeconds(90)).until(() -> status(alert).equals("resolved"));
            assertThat(told(alert, "resolved")).isTrue();
            alertmanager.ifPresent(
                    real ->
                            await().atMost(Duration.ofSeconds(90))
                                    .until(() -> real.firing(service).isEmpty()));

            saidOnTheTopic(alert);
            saidOnTheWebhook(alert);
            saidByMail();
            eachIsInTheDeliveryLogOnce(alert);
        }
    }

    /** Fires above 50 errors in 20 s, ends below 3: one every few seconds keeps it open. */
    private void addRuleAndRoute() {
        try (ApiClient api = platform.api()) {
            List<String> channels = new ArrayList<>();
            channels.add(channel(api, "webhook", "{\"url\":\"%s\"}".formatted(webhook.url())));
            channels.add(
                    channel(
                            api,
                            "email",
                            "{\"host\":\"127.0.0.1\",\"port\":%d,\"tls\":\"none\",\"from\":\"stacklens@example.org\",\"to\":[\"%s@example.org\"]}"
                                    .formatted(mail.getSmtp().getPort(), run)));
            alertmanager.ifPresent(
                    real ->
                            channels.add(
                                    channel(
                                            api,
                                            "alertmanager",
                                            "{\"url\":\"%s\"}".formatted(real.url()))));
            created(
                    api.post(
                            "/notification-routes",
                            """
                            {"name": "%1$s", "position": 1, "channel_ids": [%2$s], "send_resolved": true,
                             "matchers": [{"field": "drill", "operator": "=", "value": "%1$s"}]}
                            """
                                    .formatted(run, String.join(",", channels))));
            created(
                    api.post(
                            "/alert-rules",
                            """
                            {"name": "Card readers %1$s", "metric": "error_count", "operator": ">",
                             "threshold": 50, "clear_threshold": 3, "window_seconds": 20,
                             "severity": "CRITICAL", "service": "%2$s", "labels": {"drill": "%1$s"},
                             "runbook_url": "https://runbooks.example.org/card-readers"}
                            """
                                    .formatted(run, service)));
        }
    }

    private String channel(ApiClient api, String kind, String settings) {
        return created(
                        api.post(
                                "/notification-channels",
                                "{\"name\":\"%s %s\",\"kind\":\"%s\",\"enabled\":true,\"settings\":%s}"
                                        .formatted(kind, run, kind, settings)))
                .path("id")
                .asString();
    }

    private static JsonNode created(ApiClient.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
        return answer.json();
    }

    /** The rule's episode, once it fires. */
    private Optional<String> firing() {
        try (ApiClient api = platform.api()) {
            return api.items("/alerts", "status", "active", "service", service).stream()
                    .filter(alert -> alert.path("rule").asString().contains(run))
                    .map(alert -> alert.path("id").asString())
                    .findFirst();
        }
    }

    private String status(String alert) {
        try (ApiClient api = platform.api()) {
            return api.get("/alerts/" + alert).path("status").asString();
        }
    }

    /** Waits until every channel has the news. */
    private boolean told(String alert, String event) {
        await().atMost(SOON)
                .until(
                        () ->
                                webhook.about(alert).stream()
                                        .anyMatch(posted -> event(posted).equals(event)));
        await().atMost(SOON).until(() -> mails().size() >= (event.equals("fired") ? 1 : 2));
        alertmanager
                .filter(_ -> event.equals("fired"))
                .ifPresent(
                        real -> await().atMost(SOON).until(() -> real.firing(service).size() == 1));
        return true;
    }

    /** In the browser where there is one, as somebody on call would. */
    private void acknowledge(String alert) throws Exception {
        Optional<Browser.Installed> installed = Browser.Installed.find();
        if (installed.isPresent()) {
            try (Browser browser =
                    new Browser(installed.get(), platform.address(Service.DASHBOARD))) {
                browser.open("/alerts/" + alert);
                browser.press(".page-head button", "Acknowledge");
            }
        } else {
            try (ApiClient api = platform.api()) {
                assertThat(api.post("/alerts/%s/acknowledge".formatted(alert), "{}").status())
                        .isIn(200, 202);
            }
        }
        await().atMost(SOON).until(() -> status(alert).equals("acknowledged"));
    }

    private void saidOnTheTopic(String id) {
        try (TopicReader topic =
                new TopicReader(platform.bootstrapServers(), Topics.ANALYTICS_ALERTS)) {
            List<Alert> said =
                    topic.readAll().stream()
                            .map(record -> Json.read(record.value(), Alert.class))
                            .filter(alert -> alert.rule().contains(run))
                            .sorted(Comparator.comparingLong(Alert::sequence))
                            .toList();
            assertThat(said).extracting(Alert::id).containsOnly(id);
            assertThat(said)
                    .extracting(Alert::status)
                    .containsExactly(
                            AlertStatus.FIRING, AlertStatus.ACKNOWLEDGED, AlertStatus.RESOLVED);
            assertThat(said.getFirst().sampleRecords())
                    .isNotEmpty()
                    .allSatisfy(
                            record ->
                                    assertThat(record.body())
                                            .isEqualTo("card reader does not answer"));
        }
    }

    private void saidOnTheWebhook(String alert) {
        List<Posted> about = webhook.about(alert);
        assertThat(about)
                .extracting(OnCallDrill::event)
                .containsExactly("fired", "acknowledged", "resolved");
        assertThat(about).extracting(Posted::key).doesNotHaveDuplicates();
        assertThat(about.getFirst().body().path("alerts").path(0).path("sample_records"))
                .isNotEmpty();
    }

    private void saidByMail() throws MessagingException {
        List<MimeMessage> mails = mails();
        assertThat(mails).hasSize(2); // that somebody is at it is no mail
        List<String> ids = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        for (MimeMessage each : mails) {
            ids.add(each.getMessageID());
            subjects.add(each.getSubject());
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(subjects).allSatisfy(subject -> assertThat(subject).contains(service));
    }

    private void eachIsInTheDeliveryLogOnce(String alert) {
        try (ApiClient api = platform.api()) {
            List<JsonNode> log = api.items("/notifications", "alert_id", alert);
            assertThat(log)
                    .extracting(entry -> entry.path("status").asString())
                    .containsOnly("delivered");
            assertThat(log)
                    .extracting(
                            entry ->
                                    entry.path("channel").asString()
                                            + " "
                                            + entry.path("sequence").asLong())
                    .doesNotHaveDuplicates();
        }
    }

    private List<MimeMessage> mails() throws MessagingException {
        List<MimeMessage> mine = new ArrayList<>();
        for (MimeMessage each : mail.getReceivedMessages()) {
            if (each.getAllRecipients()[0].toString().startsWith(run)) {
                mine.add(each);
            }
        }
        return mine;
    }

    private static String event(Posted posted) {
        return posted.body().path("event").asString();
    }
}
