package dev.culprit.report.export;

import java.util.List;

/**
 * The labels of a row of the console, in as many columns as there are.
 *
 * @param before what stands before them, {@code after} what stands behind them: neither is cut as long as a label can be
 */
record LabelCell(String before, List<String> labels, String after) {
    private static final String BETWEEN = ", ";

    static LabelCell of(List<String> labels) {
        return new LabelCell("", labels, "");
    }

    @Override
    public String toString() {
        return before + String.join(BETWEEN, labels) + after;
    }

    /** As many labels as fit, and how many more there are. */
    String within(int limit) {
        int room = limit - before.length() - after.length();
        for (int kept = labels.size(); kept > 0; kept--) {
            String text = String.join(BETWEEN, labels.subList(0, kept)) + more(kept);
            if (text.length() <= room) {
                return before + text + after;
            }
        }
        return labels.isEmpty()
                ? ""
                : ConsoleTable.cut(
                        before + ConsoleTable.cut(labels.get(0), room - more(1).length()) + more(1) + after, limit);
    }

    private String more(int kept) {
        return kept == labels.size() ? "" : " +" + (labels.size() - kept);
    }
}
