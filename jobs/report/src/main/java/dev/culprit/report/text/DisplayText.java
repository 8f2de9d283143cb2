package dev.culprit.report.text;

import dev.culprit.model.Text;

/** Other people's names and sentences as pages, drawings and mail show them: on one line, harmless, and of bounded length. */
public final class DisplayText {
    /** By hand: Kubernetes allows names of 253 characters, and half of that tells any two apart. */
    private static final int LONGEST_NAME = 120;
    /** By hand: the longest sentence of the evidence is about half as long; what is longer quotes somebody. */
    private static final int LONGEST_SENTENCE = 600;

    private DisplayText() {}

    /** Names of labels, metrics, pods and whatever else software is called. */
    public static String name(String name) {
        return Text.printable(name, LONGEST_NAME);
    }

    public static String sentence(String sentence) {
        return Text.printable(sentence, LONGEST_SENTENCE);
    }
}
