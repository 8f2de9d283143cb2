package dev.culprit.scrapes.text;

import static dev.culprit.scrapes.text.SeriesSyntax.skipBlanks;

import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.container.Body;
import dev.culprit.scrapes.container.ForeignFormat;
import dev.culprit.scrapes.lifetime.BodyEnding;
import dev.culprit.scrapes.lifetime.ScrapeColumns;
import dev.culprit.scrapes.text.ScanOutcome.BadLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Scans bodies of one target. Text 0.0.4 and OpenMetrics 1.0 in one: bodies of a mesh's merged endpoint mix both, so
 * neither content type nor {@code # EOF} is asked, and whatever either format allows is allowed everywhere. What is
 * wrong in meaning (order, repetition, impossible values) is let pass; a line that cannot be read is left out and
 * counted, and the rest goes on.
 *
 * <p>A label value may hold the end of a line: Prometheus' lexer for text reads on until the closing quote, and so does this one. Where
 * what begins within quotes does not become a sample, nobody knows where the value ends. Reading is then adrift until a sample
 * with quotes of its own reads whole: no value can hold that, since its quotes would have closed it. A line without quotes proves
 * nothing; it is counted as bad until then, for it may be a part of the value.
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

    private static final byte[] EOF = "# EOF".getBytes(StandardCharsets.US_ASCII);
    private static final int GONE = -1;
    /** For where the next line begins: the window has to grow before that is known. */
    private static final int UNKNOWN = -1;

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
    private boolean lastBad;
    private @Nullable BadLine firstBad;
    /** Whether the line at hand may be the inside of a value that began in a bad line. */
    private boolean adrift;
    /** Whether the window has grown as far as it can for the sample at hand. */
    private boolean grown;
    /** Where {@code # EOF} was read, and the first sample over several lines. */
    private long eofLine;

    private @Nullable BadLine firstSpanning;

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
        lastBad = false;
        adrift = false;
        grown = false;
        eofLine = 0;
        firstSpanning = null;
        previous = SeriesTextTable.NONE;
        before = GONE;
        try (Body body = Body.open(file, limits)) {
            lines.open(body);
            boolean more = lines.advance(kept());
            while (more) {
                int open = scanWindow();
                if (open == UNKNOWN) {
                    more = lines.advance(kept());
                } else {
                    before = GONE;
                    grown = !lines.extend(open);
                }
            }
            countOverlong();
            refuseSpanning();
            String failure = lines.failure();
            boolean cut = failure == null && lastBad && lines.lastLineOpen();
            ScanOutcome outcome = new ScanOutcome(
                    lines.offset(0), columns.size(), badLines, firstBad, failure, cut, ending(), null, false);
            return strict ? outcome.strict() : outcome;
        } catch (ForeignFormat foreign) {
            return ScanOutcome.foreign(String.valueOf(foreign.getMessage()));
        } catch (IOException damaged) {
            return new ScanOutcome(
                    0, 0, 0, null, String.valueOf(damaged.getMessage()), false, BodyEnding.NEWLINE, null, false);
        }
    }

    private BodyEnding ending() {
        if (eofLine > 0 && eofLine == line) {
            return BodyEnding.EOF;
        }
        if (lines.lastLineOpen()) {
            return BodyEnding.OPEN;
        }
        return typeLines.areOpenMetrics() && eofLine == 0 ? BodyEnding.UNFINISHED : BodyEnding.NEWLINE;
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

    /** Prometheus reads a body that ends in {@code # EOF} as OpenMetrics, which has no ends of lines in values. */
    private void refuseSpanning() {
        if (strict && firstSpanning != null && eofLine == line) {
            badLines++;
            firstBad = firstBad == null ? firstSpanning : firstBad;
        }
    }

    /** @return where a sample begins that may go on behind the window, or {@link #UNKNOWN} where all was read */
    private int scanWindow() {
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
            int next = adrift ? UNKNOWN : scanExpected(bytes, at, end);
            if (next < 0) {
                next = scanLine(bytes, at, end);
                if (next == UNKNOWN) {
                    line--;
                    return at;
                }
                grown = false;
            }
            at = next;
        }
        lastBad = badLines > badBefore;
        return UNKNOWN;
    }

    private static int byteOrderMark(byte[] bytes, int end) {
        return end >= 3 && (bytes[0] & 0xff) == 0xef && (bytes[1] & 0xff) == 0xbb && (bytes[2] & 0xff) == 0xbf ? 3 : 0;
    }

    private boolean countOverlong() {
        boolean any = false;
        for (long left = lines.takeOverlongLines(); left > 0; left--) {
            any = true;
            line++;
            bad(lines.overlongOffset(), tooLong(), tooLong());
        }
        adrift |= any && lines.overlongOpen();
        return any;
    }

    private String tooLong() {
        return MalformedLineException.tooLongLine(limits).reason();
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
            if (texts.anySpansLines()) {
                countSpanned(guess, bytes, from);
            }
        }
        previous = guess;
        before = from;
        return at;
    }

    private void countSpanned(int text, byte[] bytes, int from) {
        int ended = texts.linesEnded(text, bytes, from);
        if (ended > 0) {
            spanned(lines.offset(from));
            line += ended;
        }
    }

    private void spanned(long offset) {
        if (firstSpanning == null) {
            String reason = "OpenMetrics has no newline in a label value";
            firstSpanning = new BadLine(line, offset, reason, reason);
        }
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
            bad(lines.offset(from), malformed);
        }
        countSpanned(guess, bytes, from);
        return lineEnd + 1;
    }

    /** Whether a name without braces ends here: after blanks there is no brace to come. */
    private static boolean isValue(byte[] bytes, int seriesEnd, int lineEnd) {
        int value = skipBlanks(bytes, seriesEnd, lineEnd);
        return value > seriesEnd && value < lineEnd && bytes[value] != '{';
    }

    /** @return where the next line begins, or {@link #UNKNOWN} */
    private int scanLine(byte[] bytes, int from, int end) {
        int lineEnd = Swar.newline(bytes, from, end);
        try {
            int start = skipBlanks(bytes, from, lineEnd);
            boolean isComment = start < lineEnd && bytes[start] == '#';
            if (lineEnd - from > limits.lineBytes()) {
                boolean open = !isComment && SeriesSyntax.end(bytes, start, lineEnd) == SeriesSyntax.OPEN;
                throw open ? MalformedLineException.openQuote(tooLong()) : new MalformedLineException(tooLong());
            }
            if (isComment) {
                comment(bytes, start, lineEnd);
            } else if (start < lineEnd) {
                if (sample(bytes, start, lineEnd)) {
                    return lineEnd + 1;
                }
                return spanning(bytes, from, start, lineEnd, end);
            }
        } catch (MalformedLineException malformed) {
            bad(lines.offset(from), malformed);
        }
        return lineEnd + 1;
    }

    private void bad(long offset, MalformedLineException malformed) {
        bad(offset, malformed.reason(), malformed.kind());
        adrift |= malformed.isOpenQuote();
    }

    private void bad(long offset, String reason, String kind) {
        badLines++;
        if (firstBad == null) {
            firstBad = new BadLine(line, offset, reason, kind);
        }
    }

    /** @return false where the line ends within quotes */
    private boolean sample(byte[] bytes, int start, int lineEnd) throws MalformedLineException {
        int likelyEnd = SeriesSyntax.likelyEnd(bytes, start, lineEnd);
        if (likelyEnd > 0 && !adrift) {
            long hash = SeriesTextTable.hash(bytes, start, likelyEnd);
            int found = texts.find(hash, bytes, start, likelyEnd);
            if (found >= 0 || listener.isPlain(bytes, start, likelyEnd)) {
                sample(found, hash, bytes, start, likelyEnd, lineEnd);
                return true;
            }
        }
        int seriesEnd = SeriesSyntax.end(bytes, start, lineEnd);
        if (seriesEnd == SeriesSyntax.OPEN) {
            return false;
        }
        sample(bytes, start, seriesEnd, lineEnd);
        return true;
    }

    /**
     * Reads a sample whose first line ends within quotes. If that fails, or goes on for longer than a line may be, the first line
     * alone is bad, and the next one is looked at for itself.
     *
     * @return where the line behind the sample begins, or {@link #UNKNOWN}
     */
    private int spanning(byte[] bytes, int from, int start, int firstEnd, int end) {
        int most = (int) Math.min(end, (long) from + limits.lineBytes() + 1);
        int seriesEnd = SeriesSyntax.end(bytes, start, most);
        if (seriesEnd == SeriesSyntax.OPEN && most == end && !grown) {
            return UNKNOWN;
        }
        long offset = lines.offset(from);
        int ended = seriesEnd < 0 ? 0 : Swar.newlines(bytes, from, seriesEnd);
        int lineEnd = seriesEnd < 0 ? firstEnd : Swar.newline(bytes, seriesEnd, end);
        try {
            if (seriesEnd == SeriesSyntax.OPEN && most < end) {
                throw MalformedLineException.openQuote(tooLong());
            }
            if (lineEnd - from > limits.lineBytes()) {
                throw MalformedLineException.tooLongLine(limits);
            }
            sample(bytes, start, seriesEnd, lineEnd);
            texts.spansLines(previous);
            spanned(offset);
        } catch (MalformedLineException malformed) {
            bad(offset, malformed);
            if (!malformed.isLimit()) {
                adrift = true;
                return firstEnd + 1;
            }
        }
        line += ended;
        return lineEnd + 1;
    }

    private void sample(byte[] bytes, int start, int seriesEnd, int lineEnd) throws MalformedLineException {
        if (seriesEnd < 0) {
            throw new MalformedLineException("label set does not end");
        }
        if (adrift && !SeriesSyntax.hasQuotes(bytes, start, seriesEnd)) {
            throw new MalformedLineException("may be the inside of a label value that does not close");
        }
        long hash = SeriesTextTable.hash(bytes, start, seriesEnd);
        sample(texts.find(hash, bytes, start, seriesEnd), hash, bytes, start, seriesEnd, lineEnd);
        adrift = false;
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
            typeLines.follow(bytes, start, seriesEnd);
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
            eofLine = isEof(bytes, from, lineEnd) ? line : eofLine;
            typeLines.readOther(bytes, from, lineEnd);
            return;
        }
        if (adrift) {
            throw new MalformedLineException("may be the inside of a label value that does not close");
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

    private static boolean isEof(byte[] bytes, int from, int lineEnd) {
        return lineEnd - from >= EOF.length
                && Arrays.equals(bytes, from, from + EOF.length, EOF, 0, EOF.length)
                && skipBlanks(bytes, from + EOF.length, lineEnd) == lineEnd;
    }
}
