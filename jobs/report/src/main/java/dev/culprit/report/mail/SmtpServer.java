package dev.culprit.report.mail;

import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** Hands mails to the server, a connection each. */
final class SmtpServer {
    private static final String SENDER = "Culprit";
    /** By hand: replies are a line or two. */
    private static final int LONGEST_REPLY = 300;

    private final SmtpSettings settings;
    private final TimedSockets sockets = new TimedSockets();
    private final Mailer mailer;

    SmtpServer(SmtpSettings settings) {
        this.settings = settings;
        Secrets.add(settings.password());
        TransportStrategy strategy = switch (settings.security()) {
            case NONE -> TransportStrategy.SMTP;
            case STARTTLS -> TransportStrategy.SMTP_TLS;
            case SMTPS -> TransportStrategy.SMTPS;
        };
        String prefix = settings.security() == SmtpSettings.Security.SMTPS ? "mail.smtps." : "mail.smtp.";
        String millis = String.valueOf(settings.timeout().toMillis());
        var builder = MailerBuilder.withSMTPServer(
                        settings.host(), settings.port(), settings.user(), settings.password())
                .withTransportStrategy(strategy)
                // Of itself the library takes any certificate that has the host's name, whoever signed it.
                .trustingAllHosts(false)
                .withSessionTimeout((int) settings.timeout().toMillis())
                .withProperty(prefix + "connectiontimeout", millis)
                .withProperty(prefix + "timeout", millis)
                .withProperty(prefix + "writetimeout", millis)
                // Else a server's goodbye is waited for as long as for anything else.
                .withProperty(prefix + "quitwait", "false");
        if (settings.security() == SmtpSettings.Security.NONE) {
            // Of itself the library takes STARTTLS where it is offered, and any certificate with it: neither safe nor
            // plain.
            builder.withProperty("mail.smtp.starttls.enable", "false");
        }
        Properties properties = new Properties();
        properties.put(prefix + "socketFactory", sockets);
        // Else the library tries again with sockets of its own.
        properties.put(prefix + "socketFactory.fallback", "false");
        this.mailer = builder.withProperties(properties).buildMailer();
    }

    /**
     * Returns once the server has accepted the mail.
     *
     * @param messageId without brackets
     */
    void send(String from, MailMessage message, String messageId) throws SendFailure {
        EmailPopulatingBuilder email = EmailBuilder.startingBlank()
                .from(SENDER, from)
                .to(message.recipient())
                .withSubject(message.subject())
                .withPlainText(message.text())
                .withHTMLText(message.html())
                .withHeader("Auto-Submitted", "auto-generated")
                .withHeader("X-Auto-Response-Suppress", "All")
                .fixingMessageId("<" + messageId + ">");
        message.pictures().forEach(picture -> email.withEmbeddedImage(picture.id(), picture.png(), "image/png"));
        TimedSockets.Limit limit = sockets.limit(settings.limit());
        try (limit) {
            mailer.sendMail(email.buildEmail(), false).join();
        } catch (MailException | CompletionException failure) {
            throw limit.isOver()
                    ? hopeless(
                            "the server %s takes more than %s s for one mail"
                                    .formatted(settings, settings.limit().toSeconds()),
                            failure)
                    : describe(failure);
        }
    }

    private SendFailure describe(RuntimeException failure) {
        List<Throwable> causes = causes(failure);
        String who = "the server " + settings;
        if (first(causes, UnknownHostException.class).isPresent()) {
            return hopeless("%s is not known by that name".formatted(who), failure);
        }
        if (first(causes, AuthenticationFailedException.class).isPresent()) {
            return hopeless("%s does not accept the login%s".formatted(who, reply(causes)), failure);
        }
        if (first(causes, CertPathBuilderException.class).isPresent()
                || first(causes, SignatureException.class).isPresent()) {
            return hopeless("the certificate of %s is of no authority that Java trusts".formatted(who), failure);
        }
        if (first(causes, SSLException.class).isPresent()) {
            return hopeless("no TLS with %s%s".formatted(who, reply(causes)), failure);
        }
        if (first(causes, SocketTimeoutException.class).isPresent()) {
            return hopeless(
                    "%s does not answer within %s s"
                            .formatted(who, settings.timeout().toSeconds()),
                    failure);
        }
        if (first(causes, ConnectException.class).isPresent()
                || first(causes, NoRouteToHostException.class).isPresent()) {
            return hopeless("%s cannot be reached%s".formatted(who, reply(causes)), failure);
        }
        if (first(causes, SendFailedException.class).isPresent()) {
            return new SendFailure("%s refuses it%s".formatted(who, reply(causes)), failure, false);
        }
        if (first(causes, EOFException.class).isPresent() || reply(causes).contains("[EOF]")) {
            return new SendFailure("%s dropped the connection".formatted(who), failure, false);
        }
        boolean ofServer = first(causes, MessagingException.class).isPresent();
        return ofServer
                ? new SendFailure("%s did not take it%s".formatted(who, reply(causes)), failure, false)
                : hopeless("it cannot be made%s".formatted(reply(causes)), failure);
    }

    private static SendFailure hopeless(String message, Throwable cause) {
        return new SendFailure(message, cause, true);
    }

    /** MessagingException keeps a second chain beside the usual one. */
    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        collect(failure, causes);
        return causes;
    }

    private static void collect(@Nullable Throwable at, List<Throwable> causes) {
        if (at == null || causes.contains(at)) {
            return;
        }
        causes.add(at);
        if (at instanceof MessagingException mail) {
            collect(mail.getNextException(), causes);
        }
        collect(at.getCause(), causes);
    }

    private static <T> Optional<T> first(List<Throwable> causes, Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The message of the innermost cause, which is the server's, and may repeat what it was sent. */
    private String reply(List<Throwable> causes) {
        String message = "";
        for (Throwable cause : causes) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank() && !(cause instanceof MailException)) {
                message = cause.getMessage();
            }
        }
        String masked = Secrets.masked(message);
        return masked.isBlank() ? "" : ": " + Text.printable(masked.strip(), LONGEST_REPLY);
    }
}
