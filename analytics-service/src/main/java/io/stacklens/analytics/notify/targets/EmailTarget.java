package io.stacklens.analytics.notify.targets;

import io.stacklens.analytics.notify.guard.GuardedSockets;
import io.stacklens.analytics.notify.guard.RefusedTargetException;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends mails by SMTP, as text and HTML. The {@code Message-ID} is the message's key, so that
 * servers and readers which look at it keep one of two. A server that takes some recipients and
 * refuses others has delivered it: those who have it are not to get it again.
 */
final class EmailTarget implements Target {

    private final GuardedSockets sockets;
    private final EmailText text;
    private final Duration timeout;

    EmailTarget(GuardedSockets sockets, EmailText text, Duration timeout) {
        this.sockets = sockets;
        this.text = text;
        this.timeout = timeout;
    }

    @Override
    public Outcome send(ChannelSettings settings, Message message) throws IOException {
        Session session = Session.getInstance(properties(settings));
        try (Transport transport = session.getTransport(protocol(settings))) {
            MimeMessage mail = text.mail(session, settings, message);
            transport.connect(
                    settings.text("host"),
                    settings.number("port"),
                    settings.optional("username"),
                    settings.optional("username") == null ? null : settings.optional("password"));
            return send(transport, mail);
        } catch (AuthenticationFailedException e) {
            return new Outcome.Refused("login refused: " + reason(e));
        } catch (MessagingException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof RefusedTargetException refused) {
                    throw refused;
                }
            }
            return isLasting(e)
                    ? new Outcome.Refused(reason(e))
                    : new Outcome.TryAgain(reason(e), null);
        }
    }

    private static Outcome send(Transport transport, MimeMessage mail) throws MessagingException {
        try {
            transport.sendMessage(mail, mail.getAllRecipients());
            return new Outcome.Delivered(null);
        } catch (SendFailedException e) {
            if (e.getValidSentAddresses() == null || e.getValidSentAddresses().length == 0) {
                throw e;
            }
            String missed =
                    Stream.of(e.getInvalidAddresses(), e.getValidUnsentAddresses())
                            .filter(addresses -> addresses != null)
                            .flatMap(Arrays::stream)
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
            return new Outcome.Delivered("not to " + missed + ": " + reason(e));
        }
    }

    private Properties properties(ChannelSettings settings) {
        String prefix = "mail." + protocol(settings) + ".";
        String limit = Long.toString(timeout.toMillis());
        Properties properties = new Properties();
        properties.put(prefix + "socketFactory", sockets);
        // Else a refusal by the guard would be answered by a try without it.
        properties.put(prefix + "socketFactory.fallback", "false");
        properties.put(prefix + "connectiontimeout", limit);
        properties.put(prefix + "timeout", limit);
        properties.put(prefix + "writetimeout", limit);
        properties.put(prefix + "sendpartial", "true");
        properties.put(prefix + "auth", Boolean.toString(settings.optional("username") != null));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        boolean startTls = settings.text("tls").equals("starttls");
        properties.put(prefix + "starttls.enable", Boolean.toString(startTls));
        properties.put(prefix + "starttls.required", Boolean.toString(startTls));
        return properties;
    }

    private static String protocol(ChannelSettings settings) {
        return settings.text("tls").equals("tls") ? "smtps" : "smtp";
    }

    /** Whether the server has said that it will not take this mail, ever (a code from 500 on). */
    private static boolean isLasting(MessagingException e) {
        for (Exception next = e; next != null; next = next(next)) {
            int code = next instanceof SMTPSendFailedException failed ? failed.getReturnCode() : 0;
            if (next instanceof org.eclipse.angus.mail.smtp.SMTPAddressFailedException refused) {
                code = refused.getReturnCode();
            }
            if (code >= 500) {
                return true;
            }
        }
        return false;
    }

    private static String reason(MessagingException e) {
        StringBuilder reason = new StringBuilder();
        for (Exception next = e; next != null; next = next(next)) {
            String said = AlertText.oneLine(String.valueOf(next.getMessage()));
            if (reason.indexOf(said) < 0) {
                reason.append(reason.isEmpty() ? "" : ": ").append(said);
            }
        }
        return AlertText.cut(reason.toString(), 300);
    }

    private static @Nullable Exception next(Exception e) {
        return e instanceof MessagingException mail ? mail.getNextException() : null;
    }
}
