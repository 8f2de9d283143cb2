package dev.culprit.report.chat;

import dev.culprit.model.Text;
import dev.culprit.report.mail.MailSender.Outcome;
import dev.culprit.report.mail.SentLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Posts messages to webhooks, each at most once for a period unless asked otherwise. */
public final class ChatSender {
    /** By hand: for the connection, and for the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** By hand: of what a server says about a failure. */
    private static final int LONGEST_ANSWER = 200;

    private final SentLog sentLog;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public ChatSender(SentLog sentLog) {
        this.sentLog = sentLog;
    }

    /** @param again whether messages are sent that have been sent before */
    public Outcome deliver(List<ChatMessage> messages, boolean again) {
        List<String> sent = new ArrayList<>();
        List<String> before = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (ChatMessage message : messages) {
            String who = message.webhook().toString();
            String id = id(message.webhook());
            if (!again && sentLog.has(id)) {
                before.add(who);
                continue;
            }
            String failure = post(message);
            if (failure != null) {
                problems.add(
                        "no message to the %s: %s; the report's files are there, and the next run sends what is missing"
                                .formatted(who, failure));
                continue;
            }
            sent.add(who);
            try {
                sentLog.add(id, who, message.subject());
            } catch (IOException unwritable) {
                problems.add(
                        "the message to the %s was sent, but that cannot be noted, so the next run would send it again: %s"
                                .formatted(who, unwritable.getMessage()));
            }
        }
        return new Outcome(List.copyOf(sent), List.copyOf(before), List.copyOf(problems));
    }

    /** Tells webhooks apart for the log, which holds hashes only; two routes to one address are two. */
    static String id(Webhook webhook) {
        return "webhook %s %s".formatted(webhook.url(), webhook.route());
    }

    /** What a server says of a failure; nothing where it repeats the address, which is a secret. */
    private static String said(String body, URI address) {
        boolean tells = Stream.of(address.getRawPath().split("/"))
                .filter(part -> !part.isEmpty())
                .anyMatch(body::contains);
        tells |= address.getRawQuery() != null && body.contains(address.getRawQuery());
        return tells || body.isBlank() ? "" : ": " + Text.printable(body.strip(), LONGEST_ANSWER);
    }

    /** Null where the server has accepted it; else why not, without the address. */
    private @Nullable String post(ChatMessage message) {
        HttpRequest request = HttpRequest.newBuilder(message.webhook().url())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(message.json()))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            int status = answer.statusCode();
            return status >= 200 && status < 300
                    ? null
                    : "it answers %d%s"
                            .formatted(
                                    status,
                                    said(answer.body(), message.webhook().url()));
        } catch (IOException failure) {
            return "it cannot be reached (%s)".formatted(failure.getClass().getSimpleName());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
