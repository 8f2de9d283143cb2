package dev.culprit.report.remedy;

import java.util.List;

/**
 * What to change so that a label group stops growing.
 *
 * @param language of the snippet: {@code yaml}, {@code java}, {@code go}, {@code javascript}, {@code python} or {@code shell}
 * @param snippet configuration or code to paste, with the real names in it, never shortened
 * @param caveats what is lost, and the traps
 * @param watch what to look at after the change
 * @param query in PromQL, to be pasted: how many values of the labels live; {@code watch} says what it should do
 * @param saving one sentence: what a container would hold less; empty where nothing proves it
 * @param alternatives other ways to the same, best first; these have none themselves
 */
public record Remedy(
        String title,
        String text,
        String language,
        String snippet,
        List<String> caveats,
        String watch,
        String query,
        String saving,
        List<Remedy> alternatives) {}
