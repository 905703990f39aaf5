package io.stacklens.analytics.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stacklens.analytics.notify.targets.Alerts;
import io.stacklens.analytics.offsets.OwnerChangedException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What the queue takes from the topic: each change of state once, whoever reads it. */
@ExtendWith(NotificationDrive.Shared.class)
class NotificationIntakeIT {

    private final NotificationDrive drive;

    NotificationIntakeIT(NotificationDrive drive) {
        this.drive = drive;
    }

    @Test
    void oneMessageForEachChangeOfState() throws Exception {
        long hook = drive.channel("webhook", "{}");

        drive.hears(
                Alerts.alert("a", 1, "pending"),
                Alerts.alert("a", 2, "firing"),
                Alerts.alert("a", 3, "acknowledged"),
                Alerts.resolved("a", 4));
        drive.sendAll(hook);

        assertThat(drive.events()).containsExactly("fired", "acknowledged", "resolved");
        assertThat(drive.keys()).doesNotHaveDuplicates();
        assertThat(drive.column("status")).containsOnly("delivered");
        assertThat(drive.meters().get("stacklens.analytics.notifications").counter().count())
                .isEqualTo(3);
    }

    @Test
    void aPollThatComesAgainAddsNothing() throws Exception {
        long hook = drive.channel("webhook", "{}");
        ConsumerRecord<byte[], byte[]> fired = drive.record(Alerts.alert("a", 1, "firing"));

        drive.intake().onAlerts(List.of(fired));
        drive.anotherIntake().onAlerts(List.of(fired, drive.record(Alerts.resolved("a", 2))));
        drive.sendAll(hook);

        assertThat(drive.events()).containsExactly("fired", "resolved");
    }

    @Test
    void anOwnerThatWasPausedAddsNothing() {
        drive.channel("webhook", "{}");
        ConsumerRecord<byte[], byte[]> first = drive.record(Alerts.alert("a", 1, "firing"));
        ConsumerRecord<byte[], byte[]> second = drive.record(Alerts.alert("b", 1, "firing"));
        drive.intake().onAlerts(List.of(first));
        drive.anotherIntake().onAlerts(List.of(second));

        assertThatExceptionOfType(OwnerChangedException.class)
                .isThrownBy(() -> drive.intake().onAlerts(List.of(second)));
        drive.intake().onAlerts(List.of(second));

        assertThat(drive.column("alert_id")).containsExactly("a", "b");
    }

    @Test
    void theSameSaidAgainUnderANewSequenceIsToldOnce() throws Exception {
        long hook = drive.channel("webhook", "{}");

        drive.hears(Alerts.alert("a", 1, "firing"), Alerts.alert("a", 2, "firing"));
        drive.sendAll(hook);

        assertThat(drive.events()).containsExactly("fired");
    }

    @Test
    void whoWasNotToldOfTheBeginningIsNotToldOfTheEnd() throws Exception {
        drive.hears(Alerts.alert("a", 1, "firing"));
        long late = drive.channel("webhook", "{}");
        drive.hears(Alerts.resolved("a", 2));
        drive.sendAll(late);

        assertThat(drive.receiver().posts()).isEmpty();
    }

    @Test
    void whatIsVeryOldIsNotedAndNotSaid() {
        drive.channel("webhook", "{}");
        drive.pass(Duration.ofDays(2));

        drive.hears(Alerts.alert("a", 1, "firing"));

        assertThat(drive.column("status")).containsExactly("suppressed");
    }

    @Test
    void whatDoesNotDecodeIsPassedOver() {
        drive.channel("webhook", "{}");

        drive.intake()
                .onAlerts(
                        List.of(
                                drive.bytes("junk".getBytes(StandardCharsets.UTF_8)),
                                drive.bytes(null),
                                drive.bytes("{}".getBytes(StandardCharsets.UTF_8)),
                                drive.record(Alerts.alert("a\\u0000b", 1, "firing"))));

        assertThat(drive.column("alert_id")).containsExactly("ab");
    }
}
