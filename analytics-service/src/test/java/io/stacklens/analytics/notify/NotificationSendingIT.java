package io.stacklens.analytics.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.analytics.notify.targets.Alerts;
import io.stacklens.analytics.notify.targets.Receiver.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** How what waits is sent: in order, again where it failed, once by whoever sends. */
@ExtendWith(NotificationDrive.Shared.class)
class NotificationSendingIT {

    private final NotificationDrive drive;

    NotificationSendingIT(NotificationDrive drive) {
        this.drive = drive;
    }

    @Test
    void whoDiesAfterSendingIsRepeatedUnderTheSameKey() throws Exception {
        long hook = drive.channel("webhook", "{}");
        drive.hears(Alerts.alert("a", 1, "firing"));
        drive.receiver()
                .answering(
                        _ -> {
                            // The message is there; the answer, and so the mark, never comes.
                            throw new InterruptedException();
                        });
        drive.table().take(hook, drive.now(), drive.now().plus(NotificationDrive.LEASE));

        assertThat(drive.sender().sendNext(hook)).as("somebody has taken it").isFalse();
        drive.pass(NotificationDrive.LEASE);
        drive.receiver().answering(200);
        drive.sendAll(hook);
        drive.sendAll(hook);

        assertThat(drive.events()).containsExactly("fired");
        assertThat(drive.column("attempts")).containsExactly("2");
    }

    @Test
    void whatFailsIsTriedAgainAfterAPauseUnderTheSameKey() throws Exception {
        long hook = drive.channel("webhook", "{}");
        drive.receiver().answering(n -> new Answer(n < 4 ? 503 : 200, "", null));
        drive.hears(Alerts.alert("a", 1, "firing"));

        drive.sendAll(hook);
        assertThat(drive.receiver().posts()).hasSize(1);
        assertThat(drive.column("last_error")).containsExactly("answered 503");
        for (int attempt = 2; attempt <= 4; attempt++) {
            drive.sendAll(hook);
            assertThat(drive.receiver().posts()).as("not before its time").hasSize(attempt - 1);
            drive.pass(Duration.ofSeconds(3L << attempt));
            drive.sendAll(hook);
        }

        assertThat(drive.receiver().posts()).hasSize(4);
        assertThat(drive.keys().stream().distinct()).hasSize(1);
        assertThat(drive.column("status")).containsExactly("delivered");
    }

    @Test
    void atLastItCountsAsFailed() throws Exception {
        long hook = drive.channel("webhook", "{}");
        drive.receiver().answering(500);
        drive.hears(Alerts.alert("a", 1, "firing"));

        for (int i = 0; i < 30; i++) {
            drive.sendAll(hook);
            drive.pass(Duration.ofMinutes(15));
        }

        assertThat(drive.receiver().posts()).hasSize(20);
        assertThat(drive.column("status")).containsExactly("failed");
    }

    @Test
    void whatIsRefusedIsNotTriedAgain() throws Exception {
        long hook = drive.channel("webhook", "{}");
        drive.receiver().answering(404);
        drive.hears(Alerts.alert("a", 1, "firing"));

        drive.sendAll(hook);
        drive.pass(Duration.ofDays(1));
        drive.sendAll(hook);

        assertThat(drive.receiver().posts()).hasSize(1);
        assertThat(drive.column("status")).containsExactly("failed");
    }

    @Test
    void theEndIsNotSaidBeforeTheBeginning() throws Exception {
        long hook = drive.channel("webhook", "{}");
        drive.receiver().answering(n -> new Answer(n == 1 ? 503 : 200, "", null));
        drive.hears(Alerts.alert("a", 1, "firing"));
        drive.sendAll(hook);

        drive.hears(Alerts.resolved("a", 2), Alerts.alert("b", 1, "firing"));
        drive.sendAll(hook);
        assertThat(drive.alertsOf(1)).as("others are not held up").containsExactly("b");
        drive.pass(Duration.ofSeconds(5));
        drive.sendAll(hook);

        assertThat(drive.events()).containsExactly("fired", "fired", "fired", "resolved");
    }

    @Test
    void severalSendersSendEachOnce() throws Exception {
        List<Long> hooks = List.of(drive.channel("webhook", "{}"), drive.channel("slack", "{}"));
        for (int i = 0; i < 40; i++) {
            drive.hears(Alerts.alert("a" + i, 1, "firing"));
        }
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Sender other = drive.anotherSender();
            for (long hook : hooks) {
                threads.add(
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            try {
                                                begin.await();
                                                while (other.sendNext(hook)) {
                                                    Thread.onSpinWait();
                                                }
                                            } catch (InterruptedException e) {
                                                throw new IllegalStateException(e);
                                            }
                                        }));
            }
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(drive.receiver().posts()).hasSize(80);
        assertThat(drive.keys()).doesNotHaveDuplicates();
        assertThat(drive.column("attempts")).containsOnly("1");
    }

    @Test
    void aSlowChannelHoldsUpNoOther() throws Exception {
        drive.channel("webhook", "{}");
        drive.channel("webhook", "{\"url\": \"%s\"}".formatted(drive.receiver().url("/quick")));
        CountDownLatch slow = new CountDownLatch(1);
        drive.receiver()
                .answering(
                        _ -> {
                            if (drive.receiver().posts().getLast().path().equals("/hook")) {
                                slow.await();
                            }
                            return new Answer(200, "", null);
                        });
        for (int i = 0; i < 5; i++) {
            drive.hears(Alerts.alert("a" + i, 1, "firing"));
        }

        drive.sender().look();
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                drive.receiver().posts().stream()
                                                .filter(post -> post.path().equals("/quick"))
                                                .count()
                                        == 5);
        slow.countDown();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> {
                            drive.sender().look();
                            assertThat(drive.column("status")).containsOnly("delivered");
                        });
    }

    @Test
    void saysWhatWaitsAndForgetsWhatIsOld() throws Exception {
        long hook = drive.channel("webhook", "{}");
        drive.receiver().answering(404);
        drive.hears(Alerts.alert("a", 1, "firing"));
        QueueCare care =
                new QueueCare(drive.table(), drive.metrics(), Duration.ofDays(30), drive.clock());

        drive.pass(Duration.ofSeconds(90));
        care.look();
        assertThat(care.check().detail()).isEqualTo("1 wait, the oldest for 90 s");
        assertThat(
                        drive.meters()
                                .get("stacklens.analytics.notifications.oldest.pending.seconds")
                                .gauge()
                                .value())
                .isEqualTo(90);
        drive.sendAll(hook);
        drive.pass(Duration.ofDays(31));
        care.look();

        assertThat(care.check().detail()).isEqualTo("nothing waits");
        assertThat(drive.column("id")).isEmpty();
    }
}
