package dev.culprit.analysis.births;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the labels of a metric family take as values in one process: how many, and since when. A value may be old in the process and
 * new to a family, and a label may vary in the process and be constant in a family.
 */
final class FamilyValues {
    private final ProcessSeries series;
    /** By number of a name: the number of its family. */
    private final int[] familyOf;
    /** By family and label; null where no birth has asked. */
    private final int[] @Nullable [] widths;
    /** By pair, in the family that was looked at last; {@code seenIn} is the last one that has the pair. */
    private final double[] firstSights;

    private final int[] seenIn;
    /** Series, family by family; {@code from} tells where each begins. */
    private final int[] byFamily;

    private final int[] from;

    FamilyValues(ProcessSeries series) {
        this.series = series;
        SeriesColumns columns = series.columns();
        this.familyOf = new int[columns.nameCount()];
        Map<String, Integer> numbers = new HashMap<>();
        for (int name = 0; name < familyOf.length; name++) {
            familyOf[name] = numbers.computeIfAbsent(columns.familyOf(name), key -> numbers.size());
        }
        this.widths = new int[numbers.size()][];
        this.firstSights = new double[columns.pairCount()];
        this.seenIn = new int[columns.pairCount()];
        Arrays.fill(seenIn, -1);
        this.from = new int[numbers.size() + 2];
        for (int one = 0; one < series.count(); one++) {
            from[family(one) + 2]++;
        }
        Arrays.parallelPrefix(from, Integer::sum);
        this.byFamily = new int[series.count()];
        for (int one = 0; one < byFamily.length; one++) {
            byFamily[from[family(one) + 1]++] = one;
        }
    }

    private int family(int one) {
        return familyOf[series.name(one)];
    }

    /** Places in {@code births}, family by family: {@link #firstSight} keeps one family at a time. */
    List<Integer> inTurn(int[] births) {
        return IntStream.range(0, births.length)
                .boxed()
                .sorted(Comparator.comparingInt(birth -> family(births[birth])))
                .toList();
    }

    /** How many values a label takes in the family of the series, by the label's number. */
    int[] widths(int one) {
        int family = family(one);
        int[] known = widths[family];
        return known == null ? look(family) : known;
    }

    /** When the pair was first seen in the family of the series, which has it. */
    double firstSight(int one, int pair) {
        if (seenIn[pair] != family(one)) {
            look(family(one));
        }
        return firstSights[pair];
    }

    private int[] look(int family) {
        int[] width = new int[series.columns().labels().size()];
        for (int i = from[family]; i < from[family + 1]; i++) {
            int one = byFamily[i];
            for (int at = series.begin(one), end = series.end(one); at < end; at++) {
                int pair = series.columns().pairAt(at);
                if (seenIn[pair] != family) {
                    seenIn[pair] = family;
                    firstSights[pair] = series.first()[one];
                    width[series.columns().labelOf(pair)]++;
                } else {
                    firstSights[pair] = Math.min(firstSights[pair], series.first()[one]);
                }
            }
        }
        widths[family] = width;
        return width;
    }
}
