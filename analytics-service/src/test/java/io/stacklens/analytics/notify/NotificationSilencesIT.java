package io.stacklens.analytics.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.analytics.notify.targets.Alerts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said of alerts that a silence matches, and when it ends. */
@ExtendWith(NotificationDrive.Shared.class)
class NotificationSilencesIT {

    private final NotificationDrive drive;

    NotificationSilencesIT(NotificationDrive drive) {
        this.drive = drive;
    }

    @Test
    void aSilencedAlertIsNotedAndNotSaid() throws Exception {
        long hook = drive.channel("webhook", "{}");
        long pager = drive.channel("pagerduty", "{\"routing_key\": \"R\"}");

        drive.hears(
                Alerts.alert("a", 1, "firing").put("suppressed_by", 7),
                Alerts.resolved("a", 2).put("suppressed_by", 7));
        drive.sendAll(hook);
        drive.sendAll(pager);

        assertThat(drive.receiver().posts()).isEmpty();
        assertThat(drive.column("status")).containsExactly("suppressed", "suppressed");
        assertThat(drive.column("last_error")).containsOnly("silence 7");
    }

    @Test
    void whenTheSilenceEndsWhatStillFiresIsSaidOnce() throws Exception {
        long hook = drive.channel("webhook", "{}");

        drive.hears(
                Alerts.alert("a", 1, "firing").put("suppressed_by", 7),
                Alerts.alert("a", 2, "firing"),
                Alerts.alert("a", 3, "firing").put("suppressed_by", 7),
                Alerts.alert("a", 4, "firing"),
                Alerts.resolved("a", 5));
        drive.sendAll(hook);

        assertThat(drive.events()).containsExactly("fired", "resolved");
        assertThat(drive.column("status"))
                .containsExactly("suppressed", "delivered", "suppressed", "delivered");
    }

    @Test
    void whatIsHeldOpenElsewhereIsEndedEvenUnderASilence() throws Exception {
        long hook = drive.channel("webhook", "{}");
        long pager = drive.channel("pagerduty", "{\"routing_key\": \"R\"}");
        drive.hears(
                Alerts.alert("a", 1, "firing"),
                Alerts.alert("a", 2, "firing").put("suppressed_by", 7),
                Alerts.resolved("a", 3).put("suppressed_by", 7));
        drive.sendAll(hook);
        drive.sendAll(pager);

        assertThat(drive.events()).containsExactly("fired");
        assertThat(
                        drive.receiver().posts().stream()
                                .filter(post -> post.json().has("event_action"))
                                .map(post -> post.json().get("event_action").asString()))
                .containsExactly("trigger", "resolve");
    }
}
