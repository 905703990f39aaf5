package io.stacklens.analytics.notify.targets;

import io.stacklens.model.alert.AlertSeverity;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import java.time.InstantSource;
import java.util.Date;
import java.util.List;

/**
 * A mail: subject, the same in plain text and in HTML, and headers that make a thread of an
 * episode.
 */
final class EmailText {

    private static final int LONGEST_SUBJECT = 200;
    private static final int MOST_ALERTS = 20;
    private static final String DOMAIN = "@stacklens.notifications>";

    private final AlertText text;
    private final InstantSource clock;

    EmailText(AlertText text, InstantSource clock) {
        this.text = text;
        this.clock = clock;
    }

    MimeMessage mail(Session session, ChannelSettings settings, Message message)
            throws MessagingException {
        KeyedMail mail = new KeyedMail(session, "<" + message.key() + DOMAIN);
        mail.setFrom(new InternetAddress(settings.text("from"), true));
        for (String to : settings.list("to")) {
            mail.addRecipient(RecipientType.TO, new InternetAddress(to, true));
        }
        mail.setSubject(AlertText.cut(text.title(message), LONGEST_SUBJECT), "UTF-8");
        mail.setSentDate(Date.from(clock.instant()));
        // Says to robots that none of them need answer.
        mail.setHeader("Auto-Submitted", "auto-generated");
        String episode = "<alert." + idPart(message.alerts().getFirst().id()) + DOMAIN;
        mail.setHeader("References", episode);
        mail.setContent(
                new MimeMultipart(
                        "alternative", part(plain(message), "plain"), part(html(message), "html")));
        return mail;
    }

    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(content, "UTF-8", subtype);
        return part;
    }

    String plain(Message message) {
        StringBuilder mail = new StringBuilder();
        List<NotifiedAlert> alerts = message.alerts();
        mail.append(text.title(message)).append("\n");
        for (NotifiedAlert alert : shown(alerts)) {
            if (alerts.size() > 1) {
                mail.append('\n').append(text.title(alert)).append('\n');
            }
            mail.append('\n');
            text.facts(alert)
                    .forEach(
                            (name, value) ->
                                    mail.append(AlertText.oneLine(name))
                                            .append(": ")
                                            .append(AlertText.oneLine(value))
                                            .append('\n'));
            List<String> lines = text.lines(alert);
            if (!lines.isEmpty()) {
                mail.append('\n').append(text.linesHeading(alert)).append(":\n");
                lines.forEach(line -> mail.append("  ").append(line).append('\n'));
            }
            mail.append('\n').append(text.link(alert)).append('\n');
            String runbook = text.runbook(alert);
            if (runbook != null) {
                mail.append("Runbook: ").append(runbook).append('\n');
            }
        }
        return mail.append(more(alerts)).toString();
    }

    String html(Message message) {
        StringBuilder mail = new StringBuilder();
        List<NotifiedAlert> alerts = message.alerts();
        mail.append("<!doctype html><html><body style=\"font:14px/1.5 sans-serif;color:#222\">");
        mail.append("<h2 style=\"border-left:6px solid ")
                .append(colour(message.event(), AlertText.worst(alerts).severity()))
                .append(";padding-left:10px;font-size:17px\">")
                .append(escaped(text.title(message)))
                .append("</h2>");
        for (NotifiedAlert alert : shown(alerts)) {
            if (alerts.size() > 1) {
                mail.append("<h3>").append(escaped(text.title(alert))).append("</h3>");
            }
            html(alert, mail);
        }
        return mail.append("<p>").append(more(alerts)).append("</p></body></html>").toString();
    }

    private void html(NotifiedAlert alert, StringBuilder mail) {
        mail.append("<table cellpadding=\"3\">");
        text.facts(alert)
                .forEach(
                        (name, value) ->
                                mail.append("<tr><td style=\"color:#666\">")
                                        .append(escaped(name))
                                        .append("</td><td>")
                                        .append(escaped(value))
                                        .append("</td></tr>"));
        mail.append("</table>");
        List<String> lines = text.lines(alert);
        if (!lines.isEmpty()) {
            mail.append("<p>").append(text.linesHeading(alert)).append(":</p>");
            mail.append("<pre style=\"background:#f4f4f4;padding:8px;white-space:pre-wrap\">");
            lines.forEach(line -> mail.append(escaped(line)).append('\n'));
            mail.append("</pre>");
        }
        mail.append("<p>").append(anchor(text.link(alert), "Open in StackLens"));
        String runbook = text.runbook(alert);
        if (runbook != null) {
            mail.append(" · ").append(anchor(runbook, "Runbook"));
        }
        mail.append("</p>");
    }

    private static String anchor(String address, String words) {
        return "<a href=\"%s\">%s</a>".formatted(escaped(address), words);
    }

    private static List<NotifiedAlert> shown(List<NotifiedAlert> alerts) {
        return alerts.subList(0, Math.min(MOST_ALERTS, alerts.size()));
    }

    private static String more(List<NotifiedAlert> alerts) {
        int more = alerts.size() - MOST_ALERTS;
        return more > 0 ? "and %d more\n".formatted(more) : "";
    }

    private static String colour(Event event, AlertSeverity severity) {
        if (event == Event.RESOLVED) {
            return "#2ecc71";
        }
        return switch (severity) {
            case CRITICAL -> "#e74c3c";
            case WARNING -> "#f39c12";
            case INFO -> "#3498db";
        };
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** What may stand on the left of an id in a header. */
    private static String idPart(String id) {
        return id.replaceAll("[^A-Za-z0-9.-]", "-");
    }

    /** Keeps the id it is given; the library would make a new one at each attempt. */
    private static final class KeyedMail extends MimeMessage {

        private final String id;

        KeyedMail(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
