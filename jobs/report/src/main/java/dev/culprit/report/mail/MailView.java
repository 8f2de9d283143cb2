package dev.culprit.report.mail;

import dev.culprit.report.page.ReportPage;
import java.util.List;

/**
 * A mail as its templates take it: plain data, all texts fit to be shown, none of them escaped for HTML.
 *
 * @param page the report on the recipient's containers
 * @param findings those that are shown in full, gravest first
 * @param more containers beyond those that need somebody, a line each
 * @param changes since the weeks before, of all of the recipient's containers that are not as they were
 * @param steady one line, empty where nothing is steady
 * @param unjudged one line, empty where all could be judged
 * @param link to report.html, empty where readers have none
 */
record MailView(
        String subject,
        ReportPage page,
        List<Item> findings,
        List<String> more,
        List<ChangeLine> changes,
        String steady,
        String unjudged,
        String link) {

    /** @param picture its id, empty where there is none; {@code description} says what it shows */
    record Item(ReportPage.Section section, String picture, String description) {}

    /** @param kind as a word */
    record ChangeLine(String kind, String who, String text) {}
}
