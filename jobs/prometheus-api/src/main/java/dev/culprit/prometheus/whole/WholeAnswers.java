package dev.culprit.prometheus.whole;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import dev.culprit.prometheus.client.Answer;
import dev.culprit.prometheus.client.AnswerSink;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.client.QueryException;
import dev.culprit.prometheus.server.QueryLimits;
import dev.culprit.prometheus.whole.Question.Form;
import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks until the answer is whole. First it is counted how many series there are; an answer counts only where it has so many,
 * nobody doubts it, and it is below every limit. Else the question is parted, by time or by a matcher and its negation, and
 * where it can be parted no more, it fails by name.
 */
public final class WholeAnswers {
    /** By hand: in less than a minute there is a sample a series, and time cannot be what makes an answer large. */
    private static final long SHORTEST_MILLIS = 60_000;
    /** By hand: halves of halves; more means that parting does not help. */
    private static final int DEEPEST = 48;
    /** By hand: as many label sets tell well enough where to part. */
    private static final int LABEL_SETS = 100_000;

    /** By hand: an hour of one metric is too much for what it has of series, not of samples. */
    private static final long SHORT_MILLIS = 60 * SHORTEST_MILLIS;

    private static final String STORED = "count_over_time(%1$s[%2$s])";

    private static final Pattern CUT =
            Pattern.compile("(?i)truncat|cut|limit|exceed|maximum|max[-_ ]|too (many|large|long|big)");

    private final PrometheusClient client;
    private final QueryLimits limits;

    public WholeAnswers(PrometheusClient client) {
        this.client = client;
        this.limits = client.server().limits();
    }

    /**
     * All samples, as they were stored, that series have in a time.
     *
     * @param from in milliseconds since 1970, inclusive
     * @param to exclusive
     * @param interval between samples of a series, about, in milliseconds
     * @throws CulpritException naming what cannot be had whole
     */
    public GatheredSeries samples(Selector selector, long from, long to, long interval) {
        GatheredSeries into = new GatheredSeries(client.server().url(), from, to);
        ask(new Question(Form.SAMPLES, selector, from, to), interval, into, 0);
        return into;
    }

    /**
     * The same where it is known about how many samples there are, so that parts need not be counted as a whole before.
     *
     * @throws CulpritException naming what cannot be had whole, or that the run may not read so much
     */
    public GatheredSeries samples(Selector selector, long from, long to, long interval, long about) {
        GatheredSeries into = new GatheredSeries(client.server().url(), from, to);
        client.cost().spend(2 * about); // counted and sent
        inParts(
                new Question(Form.SAMPLES, selector, from, to),
                (about + limits.samplesPerAnswer() - 1) / limits.samplesPerAnswer(),
                // What the series would have that are always there is no reason to part further, and to count again.
                about > 0 ? to - from : interval,
                into,
                0);
        return into;
    }

    /**
     * What a query of a whole time says, a sample a series, at the time's last moment.
     *
     * @param query with {@code %1$s} for the selector and {@code %2$s} for the length of the time
     * @param labels that the answer has, by which it may be parted; null for all those of the series
     */
    public GatheredSeries vector(String query, Selector selector, @Nullable Set<String> labels, long from, long to) {
        GatheredSeries into = new GatheredSeries(client.server().url(), from, to);
        ask(new Question(Form.vector(query, labels), selector, from, to), to - from, into, 0);
        return into;
    }

    /**
     * How many samples of one metric are stored of a time, which a server reads to say it. What is refused as too much is asked by halves of the
     * time, and by labels where that is short; samples on an edge may be in both parts then.
     *
     * @throws CulpritException where it cannot be counted
     */
    public long stored(Selector selector, long from, long to) {
        Question question = new Question(Form.vector(STORED, null), selector, from, to);
        try {
            Sum sum = new Sum();
            Answer answer = client.query("sum(%s)".formatted(question.query()), question.at(), sum);
            refuseIfCut(question, answer);
            return (long) sum.value;
        } catch (QueryException refused) {
            if (!refused.isTooBig()) {
                throw failed(question, String.valueOf(refused.getMessage()));
            }
            if (question.millis() > SHORT_MILLIS) {
                long middle = from + question.millis() / 2;
                return stored(selector, from, middle) + stored(selector, middle, to);
            }
            return sum(vector(STORED, selector, null, from, to));
        }
    }

    private static long sum(GatheredSeries counts) {
        long sum = 0;
        for (int i = 0; i < counts.size(); i++) {
            SampleList value = new SampleList();
            counts.read(i, Long.MIN_VALUE, Long.MAX_VALUE, value);
            sum += (long) value.value(0);
        }
        return sum;
    }

    /** What an aggregation of one value says, or of none. */
    private static final class Sum implements AnswerSink {
        private double value;

        @Override
        public void begin() {
            value = 0;
        }

        @Override
        public void series(Labels labels) {}

        @Override
        public void sample(long time, double counted) {
            value += counted;
        }
    }

    private void ask(Question question, long interval, GatheredSeries into, int depth) {
        if (depth > DEEPEST) {
            throw failed(question, "cannot be had whole, into however many parts it is parted");
        }
        Counted counted;
        try {
            counted = count(question);
        } catch (QueryException refused) {
            part(question, interval, into, depth, refused, null);
            return;
        }
        long count = counted.series();
        if (count == 0) {
            return;
        }
        if (count >= limits.seriesPerAnswer()) {
            partByLabel(question, interval, into, depth, null, "%,d series".formatted(count));
            return;
        }
        if (question.form().isOfSamples()) {
            long expected = count * Math.max(1, question.millis() / interval);
            long parts = Math.min(
                    (expected + limits.samplesPerAnswer() - 1) / limits.samplesPerAnswer(),
                    question.millis() / SHORTEST_MILLIS);
            if (parts > 1) {
                inParts(question, parts, interval, into, depth + 1);
                return;
            }
            client.cost().spend(expected);
        }
        fetch(question, interval, into, depth, counted);
    }

    private void inParts(Question question, long wanted, long interval, GatheredSeries into, int depth) {
        long parts = Math.max(1, Math.min(wanted, question.millis() / SHORTEST_MILLIS));
        for (long part = 0; part < parts; part++) {
            ask(
                    question.between(
                            question.from() + question.millis() * part / parts,
                            question.from() + question.millis() * (part + 1) / parts),
                    interval,
                    into,
                    depth);
        }
    }

    private void fetch(Question question, long interval, GatheredSeries into, int depth, Counted counted) {
        Fragment fragment = new Fragment(client.server().url(), question, isNanTheEnd(question));
        try {
            Answer answer = client.query(question.query(), question.at(), fragment);
            @Nullable String doubt = doubt(question, answer, fragment, counted);
            if (doubt == null) {
                into.addAll(fragment.gathered());
            } else {
                partByLabel(question, interval, into, depth, fragment.seen(), doubt);
            }
        } catch (QueryException refused) {
            part(question, interval, into, depth, refused, fragment.seen());
        }
    }

    private boolean isNanTheEnd(Question question) {
        try {
            return question.form().isOfSamples() && client.isVictoriaMetrics();
        } catch (QueryException refused) {
            throw failed(question, String.valueOf(refused.getMessage()));
        }
    }

    /** Null where the answer is whole. */
    private @Nullable String doubt(Question question, Answer answer, Fragment fragment, Counted counted)
            throws QueryException {
        refuseUnlessCut(question, answer);
        if (!answer.doubts().isEmpty()) {
            return answer.doubts().get(0);
        }
        if (fragment.strays() > 0) {
            throw failed(question, "the answer has %,d samples of other times".formatted(fragment.strays()));
        }
        if (fragment.series() >= limits.seriesPerAnswer()) {
            return "an answer of %,d series may be cut".formatted(fragment.series());
        }
        if (fragment.repeated() > 0) {
            return "%,d series came twice".formatted(fragment.repeated());
        }
        if (counted.isAnsweredBy(question, answer, fragment)) {
            return null;
        }
        // What is counted again has come meanwhile.
        Counted again = count(question);
        return again.isAnsweredBy(question, answer, fragment) ? null : again.missed(answer, fragment);
    }

    /**
     * What was counted.
     *
     * @param samples that the server has read to count, which are all that it has; null where it does not tell
     */
    private record Counted(long series, @Nullable Long samples) {
        boolean isAnsweredBy(Question question, Answer answer, Fragment fragment) {
            boolean isComparable = question.form().isOfSamples() && !fragment.hasHistograms();
            return fragment.series() == series && (!isComparable || samples == null || answer.samples() >= samples);
        }

        String missed(Answer answer, Fragment fragment) {
            return fragment.series() == series
                    ? "%,d samples came of %,d".formatted(answer.samples(), samples)
                    : "%,d series came of %,d".formatted(fragment.series(), series);
        }
    }

    /** A part of the servers is down, or the like: no smaller question is answered better. */
    private void refuseUnlessCut(Question question, Answer answer) {
        for (String doubt : answer.doubts()) {
            if (!isOfCut(doubt)) {
                throw failed(question, "the server doubts its answer: " + doubt);
            }
        }
    }

    /** For answers of one value, which are whole or nothing. */
    private void refuseIfCut(Question question, Answer answer) throws QueryException {
        refuseUnlessCut(question, answer);
        if (!answer.doubts().isEmpty()) {
            throw QueryException.tooBig(answer.doubts().get(0));
        }
    }

    private Counted count(Question question) throws QueryException {
        Sum sum = new Sum();
        Answer answer = client.query(question.count(), question.at(), sum);
        refuseIfCut(question, answer);
        if (answer.series() > 1) {
            throw failed(question, "a count of %d values".formatted(answer.series()));
        }
        return new Counted((long) sum.value, answer.scanned());
    }

    /** By time first: that needs no knowledge of labels. */
    private void part(
            Question question,
            long interval,
            GatheredSeries into,
            int depth,
            QueryException refused,
            @Nullable LabelSplit seen) {
        if (!refused.isTooBig()) {
            throw failed(question, String.valueOf(refused.getMessage()));
        }
        if (question.form().isOfSamples() && question.millis() > SHORTEST_MILLIS) {
            long middle = question.from() + question.millis() / 2;
            ask(question.between(question.from(), middle), interval, into, depth + 1);
            ask(question.between(middle, question.to()), interval, into, depth + 1);
        } else {
            partByLabel(question, interval, into, depth, seen, String.valueOf(refused.getMessage()));
        }
    }

    private void partByLabel(
            Question question,
            long interval,
            GatheredSeries into,
            int depth,
            @Nullable LabelSplit seen,
            String reason) {
        Question.Form form = question.form();
        List<Selector> parts = seen == null ? List.of() : seen.of(question.selector(), form::mayPartBy);
        if (parts.isEmpty()) {
            parts = labels(question).of(question.selector(), form::mayPartBy);
        }
        if (!parts.isEmpty()) {
            parts.forEach(part -> ask(question.of(part), interval, into, depth + 1));
        } else if (form.isOfSamples() && question.millis() > SHORTEST_MILLIS) {
            part(question, interval, into, depth, QueryException.tooBig(reason), null);
        } else {
            throw failed(question, "cannot be had whole: " + reason);
        }
    }

    /** What label sets there are, about: it only has to be good for parting. */
    private LabelSplit labels(Question question) {
        LabelSets sets = new LabelSets();
        try {
            client.series(question.selector().toString(), question.from(), question.at(), sets);
        } catch (LabelSets.EnoughException enough) {
            return sets.split;
        } catch (QueryException refused) {
            if (!refused.isTooBig()) {
                throw failed(question, String.valueOf(refused.getMessage()));
            }
            return names(question);
        }
        return sets.split;
    }

    /** Where even the list of series is too large: names of metrics alone. */
    private LabelSplit names(Question question) {
        LabelSets sets = new LabelSets();
        try {
            client.query(
                    "count by (__name__) (last_over_time(%s[%dms]))"
                            .formatted(question.selector(), Math.min(question.millis(), SHORTEST_MILLIS)),
                    question.at(),
                    sets);
        } catch (QueryException refused) {
            throw failed(question, String.valueOf(refused.getMessage()));
        }
        return sets.split;
    }

    private static final class LabelSets implements AnswerSink {
        private LabelSplit split = new LabelSplit();
        private int count;

        /** Not a failure: the rest is not wanted. */
        static final class EnoughException extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        @Override
        public void begin() {
            split = new LabelSplit();
            count = 0;
        }

        @Override
        public void series(Labels labels) {
            split.add(labels);
            if (++count == LABEL_SETS) {
                throw new EnoughException();
            }
        }

        @Override
        public void sample(long time, double value) {}
    }

    private CulpritException failed(Question question, String what) {
        return failed(client, question.query(), what);
    }

    static CulpritException failed(PrometheusClient client, String query, String what) {
        return new CulpritException("environment %s: %s: %s: %s"
                .formatted(
                        client.server().environment(),
                        Text.printable(Secrets.masked(client.server().url()), 200),
                        Text.printable(Secrets.masked(query), 300),
                        Text.printable(Secrets.masked(what), 400)));
    }

    /** Whether words speak of an answer that was cut, which smaller questions mend. */
    static boolean isOfCut(String doubt) {
        return CUT.matcher(doubt).find();
    }
}
