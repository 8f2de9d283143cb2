package dev.culprit.prometheus.whole;

import dev.culprit.model.CulpritException;
import dev.culprit.prometheus.client.Answer;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.client.QueryException;
import dev.culprit.prometheus.whole.GridQuestions.Part;
import dev.culprit.tsdb.series.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks how series are at the moments of a grid, by the part of the language that every server has: selectors, {@code count} and
 * {@code count by} in {@code query_range}. A server reads one sample for each series and moment. An answer counts only where it
 * has, at every moment, as many series as were counted; else it is asked in parts, and what can be parted no more fails by name.
 */
public final class GridAnswers {
    /** By hand: a part that is planned has room for what comes while it is asked. */
    private static final double FILLED = 0.7;

    private final PrometheusClient client;
    private final GridQuestions questions;
    private final long most;

    public GridAnswers(PrometheusClient client) {
        this.client = client;
        this.questions = new GridQuestions(client);
        this.most = client.server().limits().seriesPerAnswer();
    }

    /** How many series of a group there are at each moment. */
    public record GroupCounts(Labels group, long[] counts) {
        public long sum() {
            return LongStream.of(counts).sum();
        }
    }

    /**
     * Counts by labels.
     *
     * @throws CulpritException naming what cannot be counted whole
     */
    public List<GroupCounts> counts(Selector selector, Collection<String> by, Grid grid) {
        List<GroupCounts> counts = new ArrayList<>();
        String query =
                "count by (%s) (%%s)".formatted(by.stream().map(Matcher::name).collect(Collectors.joining(",")));
        count(new Part(selector, grid, query), new HashSet<>(by), counts, 0);
        return counts;
    }

    /**
     * All series at all moments.
     *
     * @param expected how many there are at each moment, as far as it is known
     * @throws CulpritException naming what cannot be had whole
     */
    public Collection<GridSeries> series(Selector selector, Grid grid, long @Nullable [] expected) {
        Map<Labels, GridSeries> into = new HashMap<>();
        ask(new Part(selector, grid, "%s"), expected, grid, into, 0);
        return into.values();
    }

    /**
     * How many series there are at each moment.
     *
     * @throws CulpritException where they cannot be counted
     */
    public long[] count(Selector selector, Grid grid) {
        return whole(new Part(selector, grid, "%s"));
    }

    private long[] whole(Part part) {
        try {
            return questions.countOf(part);
        } catch (QueryException refused) {
            String reason = questions.ofSize(part, refused);
            int size = part.grid().size();
            if (size == 1) {
                throw questions.failed(part, reason);
            }
            long[] counts = Arrays.copyOf(whole(part.of(part.grid().part(0, size / 2))), size);
            long[] late = whole(part.of(part.grid().part(size / 2, size)));
            System.arraycopy(late, 0, counts, size / 2, late.length);
            return counts;
        }
    }

    private void count(Part part, Set<String> by, List<GroupCounts> into, int depth) {
        GridFragment fragment = new GridFragment(part.grid());
        String doubt;
        try {
            Answer answer = questions.ask(part, fragment);
            List<GroupCounts> groups = fragment.all().values().stream()
                    .map(group -> new GroupCounts(group.labels(), group.wholeNumbers()))
                    .toList();
            client.cost().read(groups.stream().mapToLong(GroupCounts::sum).sum());
            client.cost().spend(0);
            doubt = questions.doubt(part, answer, fragment);
            if (doubt == null) {
                into.addAll(groups);
                return;
            }
        } catch (QueryException refused) {
            doubt = questions.ofSize(part, refused);
            if (part.grid().size() > 1) {
                // By time the groups stay what they are.
                Map<Labels, GroupCounts> joined = new HashMap<>();
                int middle = part.grid().size() / 2;
                join(part, 0, middle, by, joined, depth);
                join(part, middle, part.grid().size(), by, joined, depth);
                into.addAll(joined.values());
                return;
            }
        }
        for (Selector each : questions.halves(part, fragment.sets(), by, doubt, depth)) {
            count(part.of(each), by, into, depth + 1);
        }
    }

    private void join(Part part, int from, int to, Set<String> by, Map<Labels, GroupCounts> joined, int depth) {
        List<GroupCounts> some = new ArrayList<>();
        count(part.of(part.grid().part(from, to)), by, some, depth + 1);
        for (GroupCounts each : some) {
            GroupCounts whole = joined.computeIfAbsent(
                    each.group(),
                    group -> new GroupCounts(group, new long[part.grid().size()]));
            System.arraycopy(each.counts(), 0, whole.counts(), from, to - from);
        }
    }

    private void ask(Part part, long @Nullable [] known, Grid whole, Map<Labels, GridSeries> into, int depth) {
        long[] expected;
        try {
            expected = known == null ? questions.countOf(part) : known;
        } catch (QueryException refused) {
            inHalves(part, null, questions.ofSize(part, refused), List.of(), whole, into, depth);
            return;
        }
        long highest = LongStream.of(expected).max().orElse(0);
        if (highest == 0) {
            return;
        }
        if (highest >= most) {
            planned(part, expected, "%,d series".formatted(highest), whole, into, depth);
            return;
        }
        if (mayBeCut(expected, highest) && together(part, questions.sets(part), expected, whole, into, depth)) {
            return;
        }
        long samples = LongStream.of(expected).sum();
        client.cost().spend(samples);
        GridFragment fragment = new GridFragment(part.grid());
        String doubt;
        try {
            Answer answer = questions.ask(part, fragment);
            client.cost().read(samples);
            doubt = questions.doubt(part, answer, fragment);
            if (answer.series() >= most && together(part, questions.sets(part), expected, whole, into, depth)) {
                return;
            }
            if (doubt == null && !Arrays.equals(fragment.counts(), expected)) {
                doubt = mismatch(expected, fragment.counts(), part.grid());
                long[] again = questions.countOf(part);
                if (Arrays.equals(fragment.counts(), again)) {
                    doubt = null; // what is more, or less, has come or gone meanwhile
                } else if (!Arrays.equals(expected, again)) {
                    againOnce(part, again, whole, into, depth);
                    return;
                }
            }
        } catch (QueryException refused) {
            doubt = questions.ofSize(part, refused);
        }
        if (doubt == null) {
            take(fragment, part.grid(), whole, into);
        } else {
            inHalves(part, expected, doubt, fragment.sets(), whole, into, depth);
        }
    }

    /**
     * Whether a day may have more series than an answer though no moment has, as an answer that is cut is billed: where counts tell of
     * as many others, or half an answer of them may be others at each moment. A list is cheaper then, and not of fewer.
     */
    private boolean mayBeCut(long[] counts, long highest) {
        return increases(counts) >= most
                || (2 * highest >= most && LongStream.of(counts).sum() >= most);
    }

    /** So many series are there at least if no two moments show the same in turn: one more at a moment is another one. */
    private static long increases(long[] counts) {
        long sum = 0;
        for (int place = 0; place < counts.length; place++) {
            sum += Math.max(0, counts[place] - (place == 0 ? 0 : counts[place - 1]));
        }
        return sum;
    }

    /** Series come and go while they are asked for. */
    private void againOnce(Part part, long[] expected, Grid whole, Map<Labels, GridSeries> into, int depth) {
        if (depth >= GridQuestions.DEEPEST) {
            throw questions.failed(part, "cannot be had whole: the number of series changes from question to question");
        }
        ask(part, expected, whole, into, depth + 8);
    }

    private static String mismatch(long[] expected, long[] found, Grid grid) {
        for (int place = 0; place < expected.length; place++) {
            if (expected[place] != found[place]) {
                return "%,d series came of %,d at %s"
                        .formatted(found[place], expected[place], Instant.ofEpochMilli(grid.time(place)));
            }
        }
        return "other series came than were counted";
    }

    private static void take(GridFragment fragment, Grid part, Grid whole, Map<Labels, GridSeries> into) {
        int shift = whole.place(part.first());
        fragment.all()
                .forEach((labels, series) -> into.computeIfAbsent(labels, none -> new GridSeries(labels, whole.size()))
                        .addAll(series, shift));
    }

    /** By time where moments are many, as series come and go; else by a label. */
    private void inHalves(
            Part part,
            long @Nullable [] expected,
            String doubt,
            List<Labels> seen,
            Grid whole,
            Map<Labels, GridSeries> into,
            int depth) {
        int size = part.grid().size();
        long highest = expected == null ? 0 : LongStream.of(expected).max().orElse(0);
        if (size > 1 && highest < FILLED * most && depth < GridQuestions.DEEPEST) {
            int middle = size / 2;
            long @Nullable [] early = expected == null ? null : Arrays.copyOf(expected, middle);
            long @Nullable [] late = expected == null ? null : Arrays.copyOfRange(expected, middle, size);
            ask(part.of(part.grid().part(0, middle)), early, whole, into, depth + 1);
            ask(part.of(part.grid().part(middle, size)), late, whole, into, depth + 1);
            return;
        }
        for (Selector each : questions.halves(part, seen, null, doubt, depth)) {
            ask(part.of(each), null, whole, into, depth + 1);
        }
    }

    /** Parts so small that each is answered, out of a list of the series, which reads no samples. */
    private void planned(
            Part part, long[] expected, String reason, Grid whole, Map<Labels, GridSeries> into, int depth) {
        List<Labels> sets = questions.sets(part);
        if (!together(part, sets, expected, whole, into, depth)) {
            for (Selector each : questions.halves(part, sets, null, reason, depth)) {
                ask(part.of(each), null, whole, into, depth + 1);
            }
        }
    }

    /** Whether a list of the series has made parts of it, and these were asked for. */
    private boolean together(
            Part part, List<Labels> sets, long[] expected, Grid whole, Map<Labels, GridSeries> into, int depth) {
        long highest = LongStream.of(expected).max().orElse(0);
        // A list that is cut stands for more series than it has.
        double room = FILLED * most * Math.min(1, (double) sets.size() / highest);
        List<Selector> leaves = leaves(part.selector(), sets, Math.max(1, room));
        if (leaves.size() < 2 || depth >= GridQuestions.DEEPEST) {
            return false;
        }
        askTogether(part, leaves, expected, whole, into, depth);
        return true;
    }

    /** Each series is in one part alone: parts that have together what was counted are whole, and need no count of their own. */
    private void askTogether(
            Part part, List<Selector> leaves, long[] expected, Grid whole, Map<Labels, GridSeries> into, int depth) {
        client.cost().spend(LongStream.of(expected).sum());
        List<GridFragment> fragments = new ArrayList<>();
        List<Integer> doubtful = new ArrayList<>();
        long[] found = new long[expected.length];
        for (Selector each : leaves) {
            GridFragment fragment = new GridFragment(part.grid());
            fragments.add(fragment);
            try {
                Answer answer = questions.ask(part.of(each), fragment);
                long[] counts = fragment.counts();
                client.cost().read(LongStream.of(counts).sum());
                if (questions.doubt(part.of(each), answer, fragment) != null) {
                    doubtful.add(fragments.size() - 1);
                }
                Arrays.setAll(found, place -> found[place] + counts[place]);
            } catch (QueryException refused) {
                questions.ofSize(part.of(each), refused);
                doubtful.add(fragments.size() - 1);
            }
        }
        boolean isWhole = doubtful.isEmpty() && Arrays.equals(found, expected);
        for (int i = 0; i < fragments.size(); i++) {
            Part leaf = part.of(leaves.get(i));
            if (isWhole) {
                take(fragments.get(i), part.grid(), whole, into);
            } else if (doubtful.contains(i)
                    && depth > 0
                    && fragments.get(i).sets().size() >= most) {
                // A list has not told of them once more: what has come parts them.
                for (Selector each : questions.halves(
                        leaf, fragments.get(i).sets(), null, "a list of its series lacks some", depth)) {
                    ask(part.of(each), null, whole, into, depth + 1);
                }
            } else if (doubtful.contains(i)) {
                ask(leaf, null, whole, into, depth + 1);
            } else {
                long[] counted = count(leaf.selector(), leaf.grid());
                if (Arrays.equals(counted, fragments.get(i).counts())) {
                    take(fragments.get(i), part.grid(), whole, into);
                } else {
                    ask(leaf, counted, whole, into, depth + 1);
                }
            }
        }
    }

    /**
     * Asks for the first and the last moments alone at which nothing was counted, as a server may look at a part of a time alone
     * and say nothing of it. What is not there costs nothing.
     *
     * @param counts at each moment, of all that there is
     * @throws CulpritException where there is something after all
     */
    public void refuseClamped(Selector selector, Grid grid, long[] counts) {
        int first = 0;
        while (first < counts.length && counts[first] == 0) {
            first++;
        }
        if (first == counts.length) {
            return;
        }
        int last = counts.length;
        while (counts[last - 1] == 0) {
            last--;
        }
        for (Grid empty : Stream.of(
                        first > 0 ? grid.part(0, first) : null,
                        last < counts.length ? grid.part(last, counts.length) : null)
                .filter(Objects::nonNull)
                .toList()) {
            if (LongStream.of(count(selector, empty)).anyMatch(count -> count > 0)) {
                throw questions.failed(
                        new Part(selector, grid, "%s"),
                        "the server answers a part of the time alone, without a word: nothing from %s to %s, where a question of that time finds series"
                                .formatted(Instant.ofEpochMilli(empty.first()), Instant.ofEpochMilli(empty.last())));
            }
        }
    }

    private List<Selector> leaves(Selector selector, List<Labels> sets, double room) {
        if (sets.size() <= room) {
            return List.of(selector);
        }
        LabelSplit split = new LabelSplit();
        sets.forEach(split::add);
        List<Selector> halves = split.of(selector, label -> true);
        if (halves.isEmpty()) {
            return List.of(selector);
        }
        List<Selector> leaves = new ArrayList<>();
        for (Selector half : halves) {
            Matcher last = half.matchers().get(half.matchers().size() - 1);
            leaves.addAll(leaves(half, sets.stream().filter(last::accepts).toList(), room));
        }
        return leaves;
    }
}
