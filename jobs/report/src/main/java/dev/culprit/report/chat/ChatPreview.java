package dev.culprit.report.chat;

import dev.culprit.report.mail.SentLog;
import java.util.List;
import java.util.stream.Collectors;

/** Messages for the console: to which webhook, and the body that it would get. */
public final class ChatPreview {
    private ChatPreview() {}

    public static String render(List<ChatMessage> messages, SentLog sentLog) {
        return messages.stream()
                .map(message -> "To:       %s%s%nSubject:  %s%nBody:     %s%n"
                        .formatted(
                                message.webhook(),
                                sentLog.has(ChatSender.id(message.webhook()))
                                        ? " (sent before: goes out with --resend only)"
                                        : "",
                                message.subject(),
                                message.json()))
                .collect(Collectors.joining("\n"));
    }
}
