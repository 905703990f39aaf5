package io.stacklens.analytics.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.analytics.notify.targets.Alerts;
import io.stacklens.analytics.notify.targets.Receiver.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;

/** Which channels an alert goes to, and with which others. */
@ExtendWith(NotificationDrive.Shared.class)
class NotificationRoutesIT {

    private final NotificationDrive drive;

    NotificationRoutesIT(NotificationDrive drive) {
        this.drive = drive;
    }

    @Test
    void alertsOfAGroupGoOutTogetherAndStayTogether() throws Exception {
        long hook = drive.channel("webhook", "{}");
        drive.route("[]", hook, true, "{service}");
        drive.receiver().answering(n -> new Answer(n == 1 ? 503 : 200, "", null));

        drive.hears(
                Alerts.alert("a", 1, "firing"),
                Alerts.alert("b", 1, "firing"),
                Alerts.alert("c", 1, "firing").put("service", "shop"));
        drive.sendAll(hook);
        assertThat(drive.receiver().posts()).as("waits for others").isEmpty();
        drive.pass(Duration.ofSeconds(10));
        drive.sendAll(hook);
        drive.hears(Alerts.alert("d", 1, "firing"));
        drive.pass(Duration.ofSeconds(11));
        drive.sendAll(hook);

        assertThat(drive.alertsOf(0)).containsExactly("a", "b");
        assertThat(drive.alertsOf(1)).containsExactly("c");
        assertThat(List.of(drive.alertsOf(2), drive.alertsOf(3)))
                .containsExactlyInAnyOrder(List.of("a", "b"), List.of("d"));
        assertThat(drive.keys().stream().distinct()).hasSize(3);
    }

    @Test
    void aRouteMayLeaveOutTheEnd() throws Exception {
        long hook = drive.channel("webhook", "{}");
        drive.route(
                "[{\"field\": \"team\", \"operator\": \"=~\", \"value\": \"p.*\"}]",
                hook,
                false,
                "{}");

        drive.hears(Alerts.alert("a", 1, "firing"), Alerts.resolved("a", 2));
        drive.sendAll(hook);

        assertThat(drive.events()).containsExactly("fired");
    }

    @Test
    void aRouteThatMakesNoSenseHoldsNobodyUp() {
        long hook = drive.channel("webhook", "{}");
        drive.route(
                "[{\"field\": \"team\", \"operator\": \"=~\", \"value\": \"(\"}]",
                hook,
                true,
                "{}");

        drive.hears(Alerts.alert("a", 1, "firing"));

        assertThat(drive.column("alert_id")).as("as if it stood in no route").containsExactly("a");
    }
}
