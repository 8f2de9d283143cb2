package dev.culprit.cloudwatch.standin.promql;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** By what an answer is less than it seems, for tests; nothing as it is made. */
public final class PromqlHabits {
    private volatile boolean cutsSilently;
    private volatile @Nullable Duration clamp;
    private volatile @Nullable String warning;
    private volatile @Nullable String info;
    private volatile boolean listsOthers;
    private final AtomicInteger dropping = new AtomicInteger();
    private final AtomicInteger repeating = new AtomicInteger();

    /** What is above the limit of series is left out without a word. */
    public void cutSilently() {
        cutsSilently = true;
    }

    /** Only the last so much of a query's range is looked at, without a word. */
    public void clampTo(Duration range) {
        clamp = range;
    }

    /** What each answer says beside its data. */
    public void warn(String text) {
        warning = text;
    }

    /** Likewise, of less weight. */
    public void inform(String text) {
        info = text;
    }

    /** Of the next answers that have series and no counts, so many leave one of them out. */
    public void drop(int answers) {
        dropping.set(answers);
    }

    /** Likewise, so many have one of them twice. */
    public void repeat(int answers) {
        repeating.set(answers);
    }

    /** A list of series has others than there are. */
    public void listOthers() {
        listsOthers = true;
    }

    boolean isOfOthers() {
        return listsOthers;
    }

    boolean isCutSilent() {
        return cutsSilently;
    }

    long from(long from, long to) {
        Duration longest = clamp;
        return longest == null ? from : Math.max(from, to - longest.toMillis());
    }

    @Nullable
    String warning() {
        return warning;
    }

    @Nullable
    String info() {
        return info;
    }

    boolean takeDrop() {
        return dropping.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    boolean takeRepeat() {
        return repeating.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }
}
