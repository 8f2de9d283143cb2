package dev.culprit.scrapes.text;

import static dev.culprit.scrapes.text.SeriesSyntax.skipBlanks;

import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.container.Body;
import dev.culprit.scrapes.lifetime.ScrapeColumns;
import dev.culprit.scrapes.text.ScanOutcome.BadLine;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Scans bodies of one target. Text 0.0.4 and OpenMetrics 1.0 in one: bodies of a mesh's merged endpoint mix both, so
 * neither content type nor {@code # EOF} is asked, and whatever either format allows is allowed everywhere. What is
 * wrong in meaning (order, repetition, impossible values) is let pass; a line that cannot be read is left out and
 * counted, and the rest goes on.
 *
 * <p>A body mostly repeats the series of the one before in the same order. So each line is first compared with the series
 * that followed last time: where they are equal, only the value is left to read. A line is hashed only where that fails, and
 * taken apart only when it was never seen.
 */
public final class BodyScanner {
    /** What the texts of {@code TYPE} lines stand for. */
    private static final int TYPE = -1;
    /** Who declares more types than this has no use for a memory of them. */
    private static final int REMEMBERED_TYPES = 1 << 16;

    private static final int GONE = -1;

    private final ScanLimits limits;
    private final boolean strict;
    private final BodyListener listener;
    private final TypeLines typeLines;
    private final SampleTail tail = new SampleTail();
    private final LineBuffer lines;
    private SeriesTextTable texts;
    private ScrapeColumns columns = new ScrapeColumns();
    private int previous;
    /** Where the previous text lies in the window, or {@link #GONE}. */
    private int before;

    private int types;
    private long line;
    private long badLines;
    private @Nullable BadLine firstBad;

    /** @param strict whether a body with anything wrong counts for nothing */
    public BodyScanner(SeriesTextTable texts, ScanLimits limits, boolean strict, BodyListener listener) {
        this.texts = texts;
        this.limits = limits;
        this.strict = strict;
        this.listener = listener;
        this.typeLines = new TypeLines(listener);
        this.lines = new LineBuffer(limits.lineBytes());
    }

    /** Goes on with this table, which has some of the series of the one before and other numbers for them. */
    void replaceTable(SeriesTextTable table) {
        this.texts = table;
        types = 0;
    }

    /**
     * Scans a body.
     *
     * @param file as archived, compressed or not; it is not closed
     * @param into is cleared, and filled with the samples
     */
    public ScanOutcome scan(InputStream file, ScrapeColumns into) {
        columns = into;
        columns.clear();
        line = 0;
        badLines = 0;
        firstBad = null;
        previous = SeriesTextTable.NONE;
        before = GONE;
        try (Body body = Body.open(file, limits)) {
            lines.open(body);
            boolean lastBad = false;
            while (lines.advance(kept())) {
                lastBad = scanWindow();
            }
            countOverlong();
            String failure = lines.failure();
            boolean cut = failure == null && lastBad && lines.lastLineOpen();
            ScanOutcome outcome =
                    new ScanOutcome(lines.offset(0), columns.size(), badLines, firstBad, failure, cut, false);
            return strict ? outcome.strict() : outcome;
        } catch (IOException damaged) {
            return new ScanOutcome(0, 0, 0, null, String.valueOf(damaged.getMessage()), false, false);
        }
    }

    /** The previous line is looked back at, unless it lies far behind. */
    private int kept() {
        if (before < 0 || lines.end() - before > lines.bytes().length / 2) {
            before = GONE;
            return lines.end();
        }
        int kept = before;
        before = 0;
        return kept;
    }

    /** @return whether the last line is bad */
    private boolean scanWindow() {
        byte[] bytes = lines.bytes();
        int at = lines.from();
        int end = lines.end();
        if (countOverlong()) {
            before = GONE;
        }
        if (lines.offset(at) == 0) {
            at = byteOrderMark(bytes, end);
        }
        long badBefore = badLines;
        while (at < end) {
            line++;
            badBefore = badLines;
            int next = scanExpected(bytes, at, end);
            at = next < 0 ? scanLine(bytes, at, end) : next;
        }
        return badLines > badBefore;
    }

    private static int byteOrderMark(byte[] bytes, int end) {
        return end >= 3 && (bytes[0] & 0xff) == 0xef && (bytes[1] & 0xff) == 0xbb && (bytes[2] & 0xff) == 0xbf ? 3 : 0;
    }

    private boolean countOverlong() {
        boolean any = false;
        for (long left = lines.takeOverlongLines(); left > 0; left--) {
            any = true;
            line++;
            bad(lines.overlongOffset(), tooLong());
        }
        return any;
    }

    private String tooLong() {
        return "longer than %d bytes, limits.line-bytes".formatted(limits.lineBytes());
    }

    /** @return where the next line begins, or -1 where the line is not the expected one */
    private int scanExpected(byte[] bytes, int from, int end) {
        int guess = texts.guess(previous);
        if (guess < 0 || !texts.isNext(previous, guess, bytes, before, from, end)) {
            return -1;
        }
        int at = from + texts.length(guess);
        int number = texts.series(guess);
        if (number == TYPE) {
            if (at == end || bytes[at] != '\n') {
                return -1;
            }
            at++;
        } else {
            int next = tail.scanUsual(bytes, at, end);
            if (next < 0) {
                return scanUnusual(guess, bytes, from, end);
            }
            columns.add(number, tail.value());
            at = next;
        }
        previous = guess;
        before = from;
        return at;
    }

    private int scanUnusual(int guess, byte[] bytes, int from, int end) {
        int seriesEnd = from + texts.length(guess);
        int lineEnd = Swar.newline(bytes, seriesEnd, end);
        if (bytes[seriesEnd - 1] != '}' && !isValue(bytes, seriesEnd, lineEnd)) {
            return -1;
        }
        try {
            columns.add(texts.series(guess), tail.scan(bytes, seriesEnd, lineEnd));
            previous = guess;
            before = from;
        } catch (MalformedLineException malformed) {
            bad(lines.offset(from), malformed.getMessage());
        }
        return lineEnd + 1;
    }

    /** Whether a name without braces ends here: after blanks there is no brace to come. */
    private static boolean isValue(byte[] bytes, int seriesEnd, int lineEnd) {
        int value = skipBlanks(bytes, seriesEnd, lineEnd);
        return value > seriesEnd && value < lineEnd && bytes[value] != '{';
    }

    /** @return where the next line begins */
    private int scanLine(byte[] bytes, int from, int end) {
        int lineEnd = Swar.newline(bytes, from, end);
        try {
            if (lineEnd - from > limits.lineBytes()) {
                throw new MalformedLineException(tooLong());
            }
            int start = skipBlanks(bytes, from, lineEnd);
            if (start < lineEnd && bytes[start] == '#') {
                comment(bytes, start, lineEnd);
            } else if (start < lineEnd) {
                sample(bytes, start, lineEnd);
            }
        } catch (MalformedLineException malformed) {
            bad(lines.offset(from), malformed.getMessage());
        }
        return lineEnd + 1;
    }

    private void bad(long offset, String reason) {
        badLines++;
        if (firstBad == null) {
            firstBad = new BadLine(line, offset, reason);
        }
    }

    private void sample(byte[] bytes, int start, int lineEnd) throws MalformedLineException {
        int likelyEnd = SeriesSyntax.likelyEnd(bytes, start, lineEnd);
        if (likelyEnd > 0) {
            long hash = SeriesTextTable.hash(bytes, start, likelyEnd);
            int found = texts.find(hash, bytes, start, likelyEnd);
            if (found >= 0 || listener.isPlain(bytes, start, likelyEnd)) {
                sample(found, hash, bytes, start, likelyEnd, lineEnd);
                return;
            }
        }
        int seriesEnd = SeriesSyntax.end(bytes, start, lineEnd);
        if (seriesEnd < 0) {
            throw new MalformedLineException("label set does not end");
        }
        long hash = SeriesTextTable.hash(bytes, start, seriesEnd);
        sample(texts.find(hash, bytes, start, seriesEnd), hash, bytes, start, seriesEnd, lineEnd);
    }

    private void sample(int found, long hash, byte[] bytes, int start, int seriesEnd, int lineEnd)
            throws MalformedLineException {
        double value = tail.scan(bytes, seriesEnd, lineEnd);
        if (found >= 0) {
            seen(found, start, false);
        } else {
            if (texts.isFull(seriesEnd - start)) {
                throw new MalformedLineException("names of series take 2 GiB");
            }
            int number = listener.series(bytes, start, seriesEnd, texts.size());
            seen(texts.insert(hash, bytes, start, seriesEnd, previous, before, number), start, true);
        }
        columns.add(texts.series(previous), value);
    }

    private void seen(int text, int at, boolean isNew) {
        texts.follows(previous, text, isNew);
        previous = text;
        before = at;
    }

    /** {@code TYPE} lines are expected like samples; all others say nothing of use. */
    private void comment(byte[] bytes, int from, int lineEnd) throws MalformedLineException {
        if (!TypeLines.isOne(bytes, from, lineEnd)) {
            return;
        }
        long hash = SeriesTextTable.hash(bytes, from, lineEnd);
        int found = texts.find(hash, bytes, from, lineEnd);
        if (found >= 0) {
            seen(found, from, false);
            return;
        }
        typeLines.read(bytes, from, lineEnd);
        if (types < REMEMBERED_TYPES && !texts.isFull(lineEnd - from)) {
            types++;
            seen(texts.insert(hash, bytes, from, lineEnd, previous, before, TYPE), from, true);
        }
    }
}
