package dev.culprit.report.remedy;

import java.util.List;

/**
 * What to change so that a label group stops growing.
 *
 * @param language of the snippet: {@code yaml}, {@code java}, {@code go}, {@code javascript}, {@code python} or {@code shell}
 * @param snippet configuration or code to start from, with the real names in it
 * @param caveats what is lost, and the traps
 * @param saving one sentence: what a container would hold less; empty where nothing proves it
 * @param alternatives other ways to the same, best first; these have none themselves
 */
public record Remedy(
        String title,
        String text,
        String language,
        String snippet,
        List<String> caveats,
        String saving,
        List<Remedy> alternatives) {}
