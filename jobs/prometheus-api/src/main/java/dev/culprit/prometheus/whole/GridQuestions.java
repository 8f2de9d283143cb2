package dev.culprit.prometheus.whole;

import dev.culprit.model.CulpritException;
import dev.culprit.prometheus.client.Answer;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.client.QueryException;
import dev.culprit.tsdb.series.Labels;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Single questions for how series are at the moments of a grid, what speaks against their answers, and how they are parted. */
final class GridQuestions {
    /** By hand, as in {@link WholeAnswers}. */
    static final int DEEPEST = 48;

    private final PrometheusClient client;
    private final long most;

    GridQuestions(PrometheusClient client) {
        this.client = client;
        this.most = client.server().limits().seriesPerAnswer();
    }

    /** What is asked for at which moments, and how. */
    record Part(Selector selector, Grid grid, String query) {
        String text() {
            return query.formatted(selector);
        }

        Part of(Selector other) {
            return new Part(other, grid, query);
        }

        Part of(Grid other) {
            return new Part(selector, other, query);
        }
    }

    /** How many series there are at each moment, by one question. */
    long[] countOf(Part part) throws QueryException {
        GridFragment fragment = new GridFragment(part.grid());
        Answer answer = client.queryRange(
                "count(%s)".formatted(part.text()),
                part.grid().first(),
                part.grid().last(),
                part.grid().step(),
                fragment);
        String doubt = doubt(part, answer, fragment);
        if (doubt != null || fragment.all().size() > 1) {
            throw failed(part, doubt == null ? "a count of several values" : doubt);
        }
        long[] counts = new long[part.grid().size()];
        for (GridSeries total : fragment.all().values()) {
            counts = total.wholeNumbers();
        }
        client.cost().read(LongStream.of(counts).sum());
        client.cost().spend(0);
        return counts;
    }

    /** One question. */
    Answer ask(Part part, GridFragment into) throws QueryException {
        return client.queryRange(
                part.text(),
                part.grid().first(),
                part.grid().last(),
                part.grid().step(),
                into);
    }

    /**
     * A part in two, by a label.
     *
     * @param seen label sets of it, which may be none
     * @param by labels that it may be parted by, null for all
     * @throws CulpritException where it can be parted no more
     */
    List<Selector> halves(Part part, List<Labels> seen, @Nullable Set<String> by, String doubt, int depth) {
        if (depth >= DEEPEST) {
            throw failed(part, "cannot be had whole, into however many parts it is parted: " + doubt);
        }
        LabelSplit split = new LabelSplit();
        seen.forEach(split::add);
        List<Selector> halves =
                seen.isEmpty() ? List.of() : split.of(part.selector(), label -> by == null || by.contains(label));
        if (halves.isEmpty()) {
            LabelSplit listed = new LabelSplit();
            sets(part).forEach(listed::add);
            halves = listed.of(part.selector(), label -> by == null || by.contains(label));
        }
        if (halves.isEmpty()) {
            throw failed(part, "cannot be had whole: " + doubt);
        }
        return halves;
    }

    /** What label sets there are, about: it only has to be good for parting. */
    List<Labels> sets(Part part) {
        GridFragment sets = new GridFragment(part.grid());
        try {
            client.series(
                    part.selector().toString(), part.grid().first(), part.grid().last(), sets);
        } catch (QueryException refused) {
            throw failed(part, String.valueOf(refused.getMessage()));
        }
        return sets.sets();
    }

    /** Null where the answer is whole by itself. */
    @Nullable
    String doubt(Part part, Answer answer, GridFragment fragment) {
        for (String doubt : answer.doubts()) {
            if (!WholeAnswers.isOfCut(doubt)) {
                throw failed(part, "the server doubts its answer: " + doubt);
            }
        }
        if (!answer.doubts().isEmpty()) {
            return answer.doubts().get(0);
        }
        if (fragment.strays() > 0) {
            throw failed(part, "the answer has %,d samples of other times".formatted(fragment.strays()));
        }
        if (fragment.repeated() > 0) {
            return "%,d series came twice".formatted(fragment.repeated());
        }
        return answer.series() >= most ? "an answer of %,d series may be cut".formatted(answer.series()) : null;
    }

    /** What was refused as too much; any other refusal is the end. */
    String ofSize(Part part, QueryException refused) {
        if (!refused.isTooBig()) {
            throw failed(part, String.valueOf(refused.getMessage()));
        }
        return String.valueOf(refused.getMessage());
    }

    CulpritException failed(Part part, String what) {
        return WholeAnswers.failed(client, part.text(), what);
    }
}
