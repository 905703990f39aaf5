package io.stacklens.analytics.notify.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import io.stacklens.analytics.notify.guard.RefusedTargetException;
import io.stacklens.analytics.notify.guard.TargetGuard;
import io.stacklens.model.notification.ChannelKind;

import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** E-mail against a real SMTP server. */
class EmailTargetTest {

    private static final Message FIRED =
            Alerts.message(Event.FIRED, Alerts.alert("a", 1, "firing"));

    private final GreenMail server =
            new GreenMail(
                    new ServerSetup[] {
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
                    });
    private final Targets targets = targets("127.0.0.1");

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.stop();
        targets.close();
    }

    @Test
    void sendsTextAndHtml() throws Exception {
        assertThat(send(Map.of("to", List.of("ada@example.org", "bob@example.org")), FIRED))
                .isEqualTo(new Outcome.Delivered(null));

        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(server.getReceivedMessages()).as("one for each recipient").hasSize(2);
        assertThat(mail.getSubject())
                .isEqualTo(
                        "[FIRING] CRITICAL: Critical Error Rate on payment (error_rate 42.35 %,"
                                + " threshold 20 %)");
        assertThat(mail.getFrom()[0].toString()).isEqualTo("stacklens@example.org");
        assertThat(mail.getAllRecipients()).hasSize(2);
        assertThat(mail.getSentDate()).isEqualTo(Instant.parse("2026-01-01T12:10:00Z"));
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(plain(mail))
                .contains(
                        "Service: payment",
                        "Value: error_rate 42.35 %, threshold 20 %",
                        "team: pay",
                        "paid <*>",
                        "https://logs.example.org/alerts/a",
                        "Runbook: https://example.org/runbook");
        assertThat(html(mail))
                .contains(
                        "<td>payment</td>",
                        "paid &lt;*&gt;",
                        "href=\"https://logs.example.org/alerts/a\"",
                        "#e74c3c");
    }

    @Test
    void theIdIsTheSameAtEachAttemptAndAnEpisodeIsAThread() throws Exception {
        send(Map.of(), FIRED);
        send(Map.of(), FIRED);
        send(Map.of(), new Message("another", Event.RESOLVED, List.of(Alerts.resolved("a", 2))));

        MimeMessage[] mails = server.getReceivedMessages();
        assertThat(mails[0].getMessageID())
                .isEqualTo("<6f9619ff-8b86-d011-b42d-00cf4fc964ff@stacklens.notifications>")
                .isEqualTo(mails[1].getMessageID())
                .isNotEqualTo(mails[2].getMessageID());
        assertThat(Arrays.stream(mails).map(mail -> header(mail, "References")))
                .containsOnly("<alert.a@stacklens.notifications>");
    }

    @Test
    void nothingInAnAlertIsMoreThanText() throws Exception {
        send(Map.of(), Alerts.message(Event.FIRED, Alerts.nasty()));

        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject()).contains("Rate Bcc: all@example.org on <script>");
        assertThat(html(mail))
                .contains("&lt;script&gt;alert(&#39;1&#39;)", "&amp; &quot;x&quot;")
                .doesNotContain("<script", "javascript:");
        assertThat(plain(mail)).contains("2026-01-01T11:59:59.500Z ERROR web-1 boom <script>");
    }

    @Test
    void aGroupIsOneMail() throws Exception {
        send(
                Map.of(),
                Alerts.message(
                        Event.FIRED,
                        Alerts.alert("a", 1, "firing"),
                        Alerts.alert("b", 1, "firing").put("service", "shop")));

        assertThat(server.getReceivedMessages()).hasSize(1);
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).startsWith("[FIRING] CRITICAL: 2 alerts");
        assertThat(plain(mail)).contains("Service: payment", "Service: shop");
    }

    @Test
    void logsIn() throws Exception {
        server.setUser("ada@example.org", "ada", "right");
        server.getUserManager().setAuthRequired(true);

        assertThat(send(Map.of("username", "ada", "password", "right"), FIRED))
                .isEqualTo(new Outcome.Delivered(null));
        assertThat(send(Map.of("username", "ada", "password", "wrong"), FIRED))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.error())
                                        .startsWith("login refused")
                                        .doesNotContain("wrong"));
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aServerThatOffersNoEncryptionGetsNothingWhenItIsAskedFor() throws Exception {
        assertThat(send(Map.of("tls", "starttls"), FIRED)).isNotInstanceOf(Outcome.Delivered.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerWithACertificateOfItsOwnMakingGetsNothing() throws Exception {
        Outcome outcome = send(Map.of("tls", "tls", "port", server.getSmtps().getPort()), FIRED);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.TryAgain.class,
                        again -> assertThat(again.error()).contains("certification path"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerInsideIsNotReached() {
        for (String tls : List.of("none", "tls", "starttls")) {
            assertThatExceptionOfType(RefusedTargetException.class)
                    .as(tls)
                    .isThrownBy(
                            () ->
                                    targets()
                                            .of(ChannelKind.EMAIL)
                                            .send(settings(Map.of("tls", tls)), FIRED));
        }
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() throws Exception {
        int closed;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = taken.getLocalPort();
        }

        assertThat(send(Map.of("port", closed), FIRED)).isInstanceOf(Outcome.TryAgain.class);
    }

    private Outcome send(Map<String, Object> more, Message message) throws IOException {
        return targets.of(ChannelKind.EMAIL).send(settings(more), message);
    }

    private ChannelSettings settings(Map<String, Object> more) {
        Map<String, Object> settings =
                new HashMap<>(
                        Map.of(
                                "host", "127.0.0.1",
                                "port", server.getSmtp().getPort(),
                                "tls", "none",
                                "from", "stacklens@example.org",
                                "to", List.of("ada@example.org")));
        settings.putAll(more);
        return new ChannelSettings(settings);
    }

    private static String header(MimeMessage mail, String name) {
        try {
            return mail.getHeader(name)[0];
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String plain(MimeMessage mail) throws Exception {
        return ((Multipart) mail.getContent()).getBodyPart(0).getContent().toString();
    }

    private static String html(MimeMessage mail) throws Exception {
        return ((Multipart) mail.getContent()).getBodyPart(1).getContent().toString();
    }

    private static Targets targets(String... allowed) {
        return new Targets(
                new TargetGuard(List.of(allowed)),
                URI.create("https://logs.example.org"),
                Duration.ofSeconds(5),
                Duration.ofMinutes(4),
                Clock.fixed(Instant.parse("2026-01-01T12:10:00Z"), ZoneOffset.UTC));
    }
}
