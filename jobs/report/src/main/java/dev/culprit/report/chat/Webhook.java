package dev.culprit.report.chat;

import dev.culprit.report.mail.MailSettings.Occasion;
import dev.culprit.report.mail.MailSettings.Route;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An incoming webhook and the findings that it gets.
 *
 * @param url a secret: who knows it can post
 * @param route which findings; it has no recipients
 */
public record Webhook(Kind kind, URI url, Route route, Occasion when) {
    /** What the receiver understands. */
    public enum Kind {
        /** Slack's incoming webhooks, and what speaks like them (Mattermost, Rocket.Chat). */
        SLACK,
        /** A workflow of Teams that posts adaptive cards. */
        TEAMS,
        /** Anything that takes plain JSON. */
        GENERIC;

        /** @throws IllegalArgumentException that names the words known */
        public static Kind named(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "must be " + Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(" or "))));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of all findings whose names match the patterns. */
    public static Webhook of(Kind kind, URI url, String environment, String namespace, String workload, Occasion when) {
        return new Webhook(kind, url, new Route(environment, namespace, workload, List.of()), when);
    }

    /**
     * The address, as it was given.
     *
     * @throws IllegalArgumentException that says what is wrong with it, and does not repeat it
     */
    public static URI address(String url) {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException("must be an address such as https://hooks.slack.com/services/...");
        }
        boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        if (!web || address.getHost() == null || address.getUserInfo() != null) {
            throw new IllegalArgumentException("must be an address such as https://hooks.slack.com/services/...");
        }
        return address;
    }

    /** Without what is secret: {@code slack webhook at hooks.slack.com}. */
    @Override
    public String toString() {
        return "%s webhook at %s".formatted(kind.word(), url.getHost());
    }
}
