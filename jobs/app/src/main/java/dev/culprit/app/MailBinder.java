package dev.culprit.app;

import dev.culprit.report.mail.Address;
import dev.culprit.report.mail.MailSettings;
import dev.culprit.report.mail.MailSettings.Occasion;
import dev.culprit.report.mail.MailSettings.Route;
import dev.culprit.report.mail.SmtpSettings;
import dev.culprit.report.mail.SmtpSettings.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link MailSettings} from the block {@code mail}. A wrong value is noted, and a placeholder takes its place. */
final class MailBinder {
    private static final String ANY = "*";
    private static final int LARGEST_PORT = 65_535;
    private static final int LONGEST_TIMEOUT = 3600;
    /** Bounded in length, and without characters that could end an attribute or a line. */
    private static final Pattern LINK = Pattern.compile("https?://[\\x21-\\x7e&&[^\"'<>\\\\`]]{1,500}");

    private MailBinder() {}

    static MailSettings bind(ConfigBlock mail) {
        String from = mail.optional("from", Address::check);
        List<String> to = addresses(mail);
        List<Route> routes = new ArrayList<>();
        for (ConfigBlock route : mail.blocks("routes")) {
            List<String> recipients = addresses(route);
            if (route.isEmptyList("to")) {
                route.absent("to", "is empty", "a route needs recipients");
            }
            routes.add(new Route(
                    glob(route, "environment"), glob(route, "namespace"), glob(route, "workload"), recipients));
        }
        Occasion when = mail.optional("when", Occasion::named);
        String link = mail.optional("link", MailBinder::link);
        SmtpSettings smtp = smtp(mail.block("smtp"));
        if (from == null && !(to.isEmpty() && routes.isEmpty())) {
            if (!mail.has("from")) {
                mail.absent("from", "is missing", "mail needs a sender, such as culprit@example.com");
            }
            return MailSettings.NONE;
        }
        return new MailSettings(from, to, routes, when == null ? Occasion.ALWAYS : when, link, smtp);
    }

    private static List<String> addresses(ConfigBlock block) {
        return block.list("to", Address::check);
    }

    private static String glob(ConfigBlock route, String key) {
        String glob = route.optionalText(key);
        return glob == null ? ANY : glob;
    }

    private static String link(String link) {
        if (!LINK.matcher(link).matches()) {
            throw new IllegalArgumentException("must be an address such as https://example.com/report.html");
        }
        return link;
    }

    private static SmtpSettings smtp(ConfigBlock smtp) {
        String host = smtp.text("host");
        Integer port = smtp.optional("port", text -> number(text, LARGEST_PORT));
        Security security = smtp.optional("tls", MailBinder::security);
        String user = smtp.optionalText("user");
        String password = smtp.optionalText("password");
        Integer timeout = smtp.optional("timeout-seconds", text -> number(text, LONGEST_TIMEOUT));
        Integer limit = smtp.optional("limit-seconds", text -> number(text, LONGEST_TIMEOUT));
        if ((user == null) != (password == null)) {
            smtp.absent(
                    user == null ? "user" : "password",
                    "is missing",
                    "a login needs both, usually as ${?SMTP_USER} and ${?SMTP_PASSWORD}");
        }
        return new SmtpSettings(
                host,
                value(port, 25),
                security == null ? Security.NONE : security,
                user,
                password,
                Duration.ofSeconds(value(timeout, 30)),
                Duration.ofSeconds(value(limit, 300)));
    }

    private static int value(@Nullable Integer number, int usual) {
        return number == null ? usual : number;
    }

    /** {@code true} and {@code false} are accepted too: configurations of early versions have them. */
    private static Security security(String word) {
        return switch (word) {
            case "false" -> Security.NONE;
            case "true" -> Security.STARTTLS;
            default -> Security.named(word);
        };
    }

    private static int number(String text, int largest) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= largest) {
                return number;
            }
        } catch (NumberFormatException unfit) {
            // Refused below.
        }
        throw new IllegalArgumentException("must be a whole number from 1 to %d".formatted(largest));
    }
}
