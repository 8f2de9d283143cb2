package dev.culprit.report;

import java.util.List;

/**
 * A letter as its templates take it: plain data, all texts fit to be shown, none of them escaped for HTML.
 *
 * @param page the report on the recipient's containers
 * @param findings those that are told in full, gravest first
 * @param more ailing containers beyond those, a line each
 * @param changes since the weeks before, of all of the recipient's containers that are not as they were
 * @param steady one line, empty where nothing is steady
 * @param unjudged one line, empty where all could be judged
 * @param link to report.html, empty where readers have none
 */
record MailPage(
        String subject,
        Page page,
        List<Item> findings,
        List<String> more,
        List<Change> changes,
        String steady,
        String unjudged,
        String link) {

    /** @param picture its id, empty where there is none; {@code description} says what it shows */
    record Item(Page.Section section, String picture, String description) {}

    /** @param kind as a word */
    record Change(String kind, String who, String text) {}
}
