package dev.culprit.report;

import java.util.List;

/**
 * What to change so that a label group stops growing.
 *
 * @param snippet configuration or code to start from
 * @param caveats what is lost, and the traps
 */
record Remedy(String title, String text, String snippet, List<String> caveats) {}
