package dev.culprit.report.chat;

/**
 * What one webhook gets.
 *
 * @param subject one line, as of a mail
 * @param json the request's body
 */
public record ChatMessage(Webhook webhook, String subject, String json) {}
