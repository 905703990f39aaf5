package io.stacklens.analytics.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.analytics.notify.targets.Alerts;
import io.stacklens.model.notification.ChannelKind;
import io.stacklens.pipeline.secret.SecretBox;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.time.ZoneOffset;

/** What is peculiar to a kind of channel, and channels that cannot be used. */
@ExtendWith(NotificationDrive.Shared.class)
class NotificationChannelsIT {

    private final NotificationDrive drive;

    NotificationChannelsIT(NotificationDrive drive) {
        this.drive = drive;
    }

    @Test
    void anAlertmanagerIsToldAgainUntilTheEnd() throws Exception {
        long manager = drive.channel("alertmanager", "{}");
        drive.hears(Alerts.alert("a", 1, "firing"), Alerts.alert("b", 1, "firing"));
        drive.sendAll(manager);
        for (int minute = 1; minute <= 3; minute++) {
            drive.pass(Duration.ofMinutes(1));
            assertThat(drive.table().channelsWithWork(drive.now())).containsExactly(manager);
            drive.sender().keepAlive(manager);
            drive.sender().keepAlive(manager);
        }
        assertThat(drive.receiver().posts()).hasSize(5);
        assertThat(drive.receiver().posts().getLast().json()).hasSize(2);

        drive.hears(Alerts.resolved("a", 2), Alerts.resolved("b", 2));
        drive.sendAll(manager);
        drive.pass(Duration.ofMinutes(5));
        assertThat(drive.table().channelsWithWork(drive.now())).isEmpty();
        assertThat(drive.receiver().posts()).hasSize(7);
    }

    @Test
    void anAlertmanagerThatHeardLateIsNotToldForever() throws Exception {
        long manager = drive.channel("alertmanager", "{}");
        drive.hears(Alerts.alert("a", 1, "firing"), Alerts.resolved("a", 2));
        drive.sendAll(manager);

        drive.pass(Duration.ofMinutes(5));
        assertThat(drive.receiver().posts()).hasSize(2);
        assertThat(drive.table().channelsWithWork(drive.now())).isEmpty();
    }

    @Test
    void aTestGoesTheSameWay() throws Exception {
        long hook = drive.channel("webhook", "{}");
        drive.jdbc().update("update notification_channels set enabled = false");
        for (int status : new int[] {200, 503}) {
            drive.receiver().answering(status);
            drive.jdbc()
                    .update(
                            "insert into notifications (alert_id, sequence, channel_id, channel,"
                                + " kind, event, status, alert, next_attempt_at) values (?, 1, ?,"
                                + " 'hook', 'webhook', 'test', 'pending', '{}', ?)",
                            "test-" + status,
                            hook,
                            drive.now().atOffset(ZoneOffset.UTC));
            drive.sendAll(hook);
        }

        assertThat(drive.events()).containsExactly("test", "test");
        assertThat(drive.receiver().posts().getFirst().json().get("title").asString())
                .isEqualTo("[TEST] INFO: Test of this channel on stacklens");
        assertThat(drive.column("status")).as("tried once").containsExactly("delivered", "failed");
    }

    @Test
    void aChannelThatIsGoneOrDisabledFails() throws Exception {
        long gone = drive.channel("webhook", "{}");
        long disabled = drive.channel("slack", "{}");
        drive.hears(Alerts.alert("a", 1, "firing"));
        drive.jdbc().update("delete from notification_channels where id = ?", gone);
        drive.jdbc()
                .update("update notification_channels set enabled = false where id = ?", disabled);
        drive.sendAll(gone);
        drive.sendAll(disabled);

        assertThat(drive.column("last_error"))
                .containsExactly("the channel was deleted", "the channel is disabled");
        assertThat(drive.receiver().posts()).isEmpty();
    }

    @Test
    void aSecretThatDoesNotOpenIsSaidAndNothingIsSent() throws Exception {
        long hook = drive.channel("webhook", "{}");
        drive.jdbc()
                .update(
                        "insert into notification_channel_secrets values (?, 'secret', ?)",
                        hook,
                        SecretBox.ofText("another key of thirty-two characters")
                                .seal("s", "elsewhere"));
        drive.hears(Alerts.alert("a", 1, "firing"));
        drive.sendAll(hook);

        assertThat(drive.receiver().posts()).isEmpty();
        assertThat(drive.column("last_error").getFirst()).contains("STACKLENS_SECRET_KEY");
    }

    @Test
    void secretsAreOpenedForTheirChannelOnly() throws Exception {
        long hook = drive.channel("webhook", "{}");
        drive.jdbc()
                .update(
                        "insert into notification_channel_secrets values (?, 'authorization', ?)",
                        hook,
                        NotificationDrive.SECRETS.seal(
                                "Bearer t", ChannelKind.secretContext(hook, "authorization")));
        drive.hears(Alerts.alert("a", 1, "firing"));
        drive.sendAll(hook);

        assertThat(drive.receiver().posts().getFirst().header("Authorization"))
                .isEqualTo("Bearer t");
    }
}
