package dev.culprit.report.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.mail.SubjectLine;
import dev.culprit.report.page.LinkTemplate;
import dev.culprit.report.page.PageBuilder;
import dev.culprit.report.page.Provenance;
import dev.culprit.report.page.ReportPage;
import dev.culprit.report.page.ReportPage.Section;
import dev.culprit.report.page.ReportPage.Span;
import dev.culprit.report.remedy.Remedies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a message for each webhook, short enough to be read where it appears; the report has the rest. */
public final class ChatComposer {
    private static final Logger LOG = LoggerFactory.getLogger(ChatComposer.class);
    /** By hand: a message of more is folded by chats. */
    private static final int FINDINGS = 5;
    /** Slack's, of a header and of a section's text: https://docs.slack.dev/reference/block-kit/blocks */
    private static final int HEADER = 150;

    private static final int SECTION = 3000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** What Teams' markdown reads as more than a character. */
    private static final Pattern MARKDOWN = Pattern.compile("[\\\\`*_\\[\\]()#<>~]");

    private final ReportData data;
    private final Remedies remedies;
    private final List<Webhook> webhooks;
    private final String title;
    private final String masked;
    private final List<LinkTemplate> links;
    private final @Nullable String report;

    /**
     * @param masked what is masked in the data, as a clause; empty where nothing is
     * @param report where readers find report.html; null: nowhere
     */
    public ChatComposer(
            ReportData data,
            Remedies remedies,
            List<Webhook> webhooks,
            String title,
            String masked,
            List<LinkTemplate> links,
            @Nullable String report) {
        this.data = data;
        this.remedies = remedies;
        this.webhooks = webhooks;
        this.title = title;
        this.masked = masked;
        this.links = links;
        this.report = report;
    }

    /** In the order of the webhooks; none for those that have nothing to hear. */
    public List<ChatMessage> write() {
        List<ChatMessage> messages = new ArrayList<>();
        for (Webhook webhook : webhooks) {
            List<ContainerFinding> findings = data.findings().stream()
                    .filter(found -> matches(webhook, found.container()))
                    .toList();
            if (findings.isEmpty()) {
                LOG.warn("no message to the {}: its patterns match none of the containers of this report", webhook);
            } else if (webhook.when().isMetBy(findings, data)) {
                messages.add(write(webhook, findings));
            } else {
                LOG.info("no message to the {}: nothing to tell, and its when is not always", webhook);
            }
        }
        return messages;
    }

    private static boolean matches(Webhook webhook, ReplicatedContainer container) {
        return webhook.route().matches(container.environment(), container.namespace(), container.workload());
    }

    private ChatMessage write(Webhook webhook, List<ContainerFinding> findings) {
        String subject = new SubjectLine(data, findings).text();
        ReportPage page = new PageBuilder(data, findings, remedies, links, Provenance.UNKNOWN).build(title, masked);
        ObjectNode body = switch (webhook.kind()) {
            case SLACK -> slack(subject, page);
            case TEAMS -> teams(subject, page);
            case GENERIC -> generic(subject, page);
        };
        try {
            return new ChatMessage(webhook, subject, JSON.writeValueAsString(body));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private ObjectNode slack(String subject, ReportPage page) {
        UnaryOperator<String> escape =
                text -> text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        ObjectNode body = NODES.objectNode().put("text", escape.apply(subject));
        ArrayNode blocks = body.putArray("blocks");
        blocks.addObject()
                .put("type", "header")
                .putObject("text")
                .put("type", "plain_text")
                .put("text", cut(subject, HEADER));
        for (String paragraph : paragraphs(page, "*", escape, "<%s|%s>")) {
            blocks.addObject()
                    .put("type", "section")
                    .putObject("text")
                    .put("type", "mrkdwn")
                    .put("text", cut(paragraph, SECTION));
        }
        return body;
    }

    private ObjectNode teams(String subject, ReportPage page) {
        UnaryOperator<String> escape = text -> MARKDOWN.matcher(text).replaceAll("\\\\$0");
        ObjectNode card = NODES.objectNode()
                .put("type", "AdaptiveCard")
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("version", "1.4");
        ArrayNode blocks = card.putArray("body");
        block(blocks, escape.apply(subject)).put("weight", "Bolder").put("size", "Medium");
        paragraphs(page, "**", escape, "[%2$s](%1$s)").forEach(paragraph -> block(blocks, paragraph));
        ObjectNode body = NODES.objectNode().put("type", "message");
        body.putArray("attachments")
                .addObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .set("content", card);
        return body;
    }

    private static ObjectNode block(ArrayNode blocks, String text) {
        return blocks.addObject().put("type", "TextBlock").put("wrap", true).put("text", cut(text, SECTION));
    }

    private ObjectNode generic(String subject, ReportPage page) {
        ObjectNode body = NODES.objectNode()
                .put("title", page.heading().title())
                .put("subject", subject)
                .put("summary", page.heading().summary())
                .put("period", page.heading().period())
                .put("report", report)
                .put("text", String.join("\n\n", paragraphs(page, "", text -> text, "%2$s: %1$s")));
        ArrayNode findings = body.putArray("findings");
        page.sections().stream()
                .limit(FINDINGS)
                .forEach(section -> findings.addObject()
                        .put("environment", section.place().environment())
                        .put("namespace", section.place().namespace())
                        .put("workload", section.place().workload())
                        .put("container", section.place().container())
                        .put("verdict", section.badge().kind())
                        .put("text", lead(section)));
        return body;
    }

    /** @param link a format of an address and a name */
    private List<String> paragraphs(ReportPage page, String bold, UnaryOperator<String> escape, String link) {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(
                escape.apply(page.heading().period() + ". " + page.heading().summary()));
        page.sections().stream()
                .limit(FINDINGS)
                .forEach(section -> paragraphs.add(finding(section, bold, escape, link)));
        int more = page.sections().size() - FINDINGS;
        if (more > 0) {
            paragraphs.add("And %,d more.".formatted(more));
        }
        if (!page.heading().masked().isEmpty()) {
            paragraphs.add(escape.apply(page.heading().masked()));
        }
        if (report != null) {
            paragraphs.add(link.formatted(report, "The whole report"));
        }
        return paragraphs;
    }

    private static String finding(Section section, String bold, UnaryOperator<String> escape, String link) {
        List<String> lines = new ArrayList<>();
        lines.add(bold + escape.apply(section.badge().text() + ": " + section.place()) + bold);
        lines.add(escape.apply(lead(section)));
        if (!section.outlook().forecast().isEmpty()) {
            lines.add(escape.apply(section.outlook().forecast()));
        }
        section.namedGroups()
                .forEach(group -> lines.add(
                        escape.apply("What to change: " + group.remedy().title() + ".")));
        if (section.suspect() != null) {
            lines.add(escape.apply(section.suspect().note().toString()));
        }
        if (!section.links().isEmpty()) {
            lines.add(section.links().stream()
                    .map(each -> link.formatted(each.url(), escape.apply(each.name())))
                    .collect(Collectors.joining(", ")));
        }
        return String.join("\n", lines);
    }

    private static String lead(Section section) {
        return section.lead().stream().map(Span::text).collect(Collectors.joining());
    }

    private static String cut(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, most - 2))) + "…";
    }
}
