package dev.culprit.prometheus.whole;

import dev.culprit.prometheus.client.AnswerSink;
import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.Labels;
import java.util.HashSet;
import java.util.Set;

/** An answer that is not known to be whole yet. */
final class Fragment implements AnswerSink {
    private final String name;
    private final Question question;
    private final boolean nanIsEnd;
    private GatheredSeries gathered;
    private LabelSplit seen = new LabelSplit();
    private final Set<Labels> live = new HashSet<>();
    private Labels current = Labels.ofPairs();
    private int number = -1;
    private boolean isLive;
    private long strays;
    private long repeated;
    private boolean hasHistograms;
    private final Set<Labels> named = new HashSet<>();

    /** @param nanIsEnd whether a NaN is the mark that a series is gone, and no sample */
    Fragment(String name, Question question, boolean nanIsEnd) {
        this.name = name;
        this.question = question;
        this.nanIsEnd = nanIsEnd;
        this.gathered = new GatheredSeries(name, question.from(), question.to());
    }

    @Override
    public void begin() {
        gathered = new GatheredSeries(name, question.from(), question.to());
        seen = new LabelSplit();
        live.clear();
        number = -1;
        strays = 0;
        repeated = 0;
        hasHistograms = false;
        named.clear();
    }

    @Override
    public void series(Labels labels) {
        current = labels;
        number = -1;
        isLive = false;
        repeated += named.add(labels) ? 0 : 1;
        seen.add(labels);
    }

    @Override
    public void sample(long time, double value) {
        if (nanIsEnd && Double.isNaN(value)) {
            return;
        }
        if (!isLive) {
            isLive = true;
            live.add(current);
        }
        if (time >= question.from() && time < question.to()) {
            if (number < 0) {
                number = gathered.add(current);
            }
            gathered.add(number, time, Double.doubleToRawLongBits(value));
        } else if (time != question.from() - 1) {
            strays++;
        }
    }

    @Override
    public void histogram(long time, double count, double sum, double[] bounds) {
        hasHistograms = true;
        sample(time, Double.NaN);
    }

    /** Whether servers count its samples by their size. */
    boolean hasHistograms() {
        return hasHistograms;
    }

    GatheredSeries gathered() {
        return gathered;
    }

    LabelSplit seen() {
        return seen;
    }

    /** How many different series have samples. */
    long series() {
        return live.size();
    }

    /** Samples of other times than were asked for. */
    long strays() {
        return strays;
    }

    /** How many series came more than once. */
    long repeated() {
        return repeated;
    }
}
