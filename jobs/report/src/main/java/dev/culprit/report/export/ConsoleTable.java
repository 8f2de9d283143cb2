package dev.culprit.report.export;

import dev.culprit.model.Text;
import dev.culprit.model.finding.Experiment;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Suspect;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.history.Change;
import dev.culprit.report.history.Change.Kind;
import dev.culprit.report.text.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The verdicts as a table for consoles, at most {@value #WIDTH} columns wide; plain ASCII but for the ellipsis. */
public final class ConsoleTable {
    static final int WIDTH = 100;
    private static final int LONGEST_ENVIRONMENT = 12;
    private static final int SHORTEST_LABELS = 24;
    private static final String SPACE = "  ";
    private static final List<String> HEADINGS =
            List.of("ENV", "WORKLOAD", "VERDICT", "LABELS", "CONF", "MB/h", "SERIES/h");
    /** By hand: more sentences hide the table. */
    private static final int EXPERIMENTS = 3;
    /** By hand: some lines of a console. */
    private static final int LONGEST_SENTENCE = 600;

    private static final int WORKLOAD = 1;
    private static final int LABELS = 3;
    private static final int FIRST_NUMBER = 4;

    private ConsoleTable() {}

    public static String render(ReportData data) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(HEADINGS, LabelCell.of(List.of(HEADINGS.get(LABELS)))));
        data.findings().forEach(found -> rows.add(row(data, found)));
        int[] widths = widths(rows);
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining()) + experiments(data);
    }

    /** What would decide on those that nobody can decide on, the gravest first. */
    private static String experiments(ReportData data) {
        return data.findings().stream()
                .filter(found -> found.suspect() != null && found.suspect().experiment() != null)
                .limit(EXPERIMENTS)
                .map(found -> experiment(found, Objects.requireNonNull(found.suspect())))
                .collect(Collectors.joining());
    }

    private static String experiment(ContainerFinding found, Suspect suspect) {
        Experiment experiment = Objects.requireNonNull(suspect.experiment());
        return ascii(
                        "To decide on %s/%s/%s in %s: %s It shows within %,.0f hours."
                                .formatted(
                                        found.container().namespace(),
                                        found.container().workload(),
                                        found.container().container(),
                                        found.container().environment(),
                                        experiment.action(),
                                        experiment.hours()),
                        LONGEST_SENTENCE)
                + "\n";
    }

    /** @param cells all as wide as they would be; {@code labels} can make its own shorter */
    private record Row(List<String> cells, LabelCell labels) {}

    private static Row row(ReportData data, ContainerFinding found) {
        Finding finding = found.finding();
        MemoryTrend memory = finding.memory();
        LabelCell labels = labels(found);
        return new Row(
                List.of(
                        ascii(found.container().environment(), LONGEST_ENVIRONMENT),
                        String.join(
                                "/",
                                ascii(found.container().namespace(), WIDTH),
                                ascii(found.container().workload(), WIDTH),
                                ascii(found.container().container(), WIDTH)),
                        finding.verdict().word() + changed(data, found),
                        labels.toString(),
                        found.decided() ? Format.probability(finding.confidence()) : Format.UNDECIDED,
                        Format.megabytesPerHour(memory == null ? null : memory.slopeBytesPerHour()),
                        Format.perHour(data.seriesPerHour(found))),
                labels);
    }

    /** Who is named; where nobody is, who is suspected. */
    private static LabelCell labels(ContainerFinding found) {
        Suspect suspect = found.suspect();
        return suspect == null || !found.finding().culprits().isEmpty()
                ? LabelCell.of(ascii(found.finding().culprits().stream().flatMap(culprit -> culprit.labels().stream())))
                : new LabelCell(
                        "not proved: ",
                        ascii(suspect.labels().stream()),
                        suspect.weighed() ? ", " + Format.probability(suspect.probability()) : "");
    }

    private static List<String> ascii(Stream<String> labels) {
        return labels.distinct().map(label -> ascii(label, WIDTH)).toList();
    }

    /** Empty where nothing changed, and where no earlier week is kept, as everything is new then. */
    private static String changed(ReportData data, ContainerFinding found) {
        Change change = data.change(found.container());
        boolean compared = data.changes().values().stream().anyMatch(any -> any.kind() != Kind.NEW);
        return change == null || change.kind() == Kind.SAME || !compared
                ? ""
                : ", " + change.kind().word();
    }

    /** Columns are as wide as they must; workload and labels share what is left when that is too much. */
    private static int[] widths(List<Row> rows) {
        int[] widths = new int[HEADINGS.size()];
        rows.forEach(row -> Arrays.setAll(
                widths,
                column -> Math.max(widths[column], row.cells().get(column).length())));
        int over = Arrays.stream(widths).sum() + SPACE.length() * (widths.length - 1) - WIDTH;
        if (over > 0) {
            int both = widths[WORKLOAD] + widths[LABELS] - over;
            widths[WORKLOAD] = Math.min(widths[WORKLOAD], both - Math.min(widths[LABELS], SHORTEST_LABELS));
            widths[LABELS] = both - widths[WORKLOAD];
        }
        return widths;
    }

    private static String line(Row row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String text = switch (column) {
                case WORKLOAD -> shortened(row.cells().get(column), widths[column]);
                case LABELS -> row.labels().within(widths[column]);
                default -> cut(row.cells().get(column), widths[column]);
            };
            String padding = " ".repeat(widths[column] - text.length());
            line.append(column == 0 ? "" : SPACE).append(column < FIRST_NUMBER ? text + padding : padding + text);
        }
        return line.toString().stripTrailing() + "\n";
    }

    /** Takes from the longest part of a path until it fits: what is left of each still tells them apart. */
    private static String shortened(String path, int limit) {
        String[] parts = path.split("/", -1);
        int[] lengths = Arrays.stream(parts).mapToInt(String::length).toArray();
        int length = path.length();
        while (length > limit) {
            int longest = 0;
            for (int i = 1; i < lengths.length; i++) {
                longest = lengths[i] > lengths[longest] ? i : longest;
            }
            lengths[longest]--;
            length--;
        }
        List<String> cut = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            cut.add(cut(parts[i], lengths[i]));
        }
        return String.join("/", cut);
    }

    static String cut(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, Math.max(0, limit - 1)) + (limit > 0 ? "…" : "");
    }

    /** Consoles are not agreed on how wide a character beyond ASCII is. */
    private static String ascii(String text, int limit) {
        String printable = Text.printable(text, limit);
        return printable
                .codePoints()
                .mapToObj(point -> point < 127 || point == '…' ? Character.toString(point) : "?")
                .collect(Collectors.joining());
    }
}
