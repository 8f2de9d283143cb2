package dev.culprit.scrapes.text;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.culprit.model.FloatLabel;
import dev.culprit.model.LabelSet;
import dev.culprit.model.SortedLabels;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.FloatLabels;
import dev.culprit.scrapes.lifetime.SeriesId;
import dev.culprit.scrapes.lifetime.SeriesIds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which series a text names: {@link SeriesId}, computed from the bytes. Texts as all common exporters write
 * them need no strings for that, and what a text begins with like the one before is not read again; all others go
 * through {@link SeriesSyntax}, to the same result.
 */
public final class SeriesIdentity {
    private static final Hasher64 HASHER = Hashing.xxh3_64();
    /** Bodies with more different names, bounds or orders of labels than this are not worth a memory. */
    private static final int REMEMBERED = 4096;

    private static final int ABSENT = -1;
    private static final byte NAME = 1;
    private static final byte NAME_START = 2;
    private static final byte[] KINDS = new byte[256];

    static {
        for (int character = 0; character < 128; character++) {
            boolean letter = Character.isLetter(character) || character == '_';
            KINDS[character] = letter ? NAME | NAME_START : Character.isDigit(character) ? NAME : 0;
        }
    }

    private final ScanLimits limits;
    private final FloatLabels floats;
    private final SeriesIds oddIds = new SeriesIds();
    private final Map<String, LabelName> names = new HashMap<>();
    private final Map<List<LabelName>, LabelOrder> orders = new HashMap<>();
    private final Map<String, byte[]> bounds = new HashMap<>();
    private final Map<String, String> canonical = new HashMap<>();
    private final Map<String, String> metrics = new HashMap<>();

    /** The text read last, and where in it the values of its labels are. */
    private byte[] last = new byte[1024];

    private int lastLength;
    private int metricLength;
    private String metric = "";
    /** Which label of the metric {@link #floatMetric} holds numbers. */
    private FloatLabel floatLabel = FloatLabel.NONE;

    private @Nullable String floatMetric;
    private LabelName[] labels = new LabelName[64];
    private int[] valuesFrom = new int[64];
    private int[] valuesTo = new int[64];
    private LabelOrder order = LabelOrder.of(List.of());

    /** How many of its first labels are those that are encoded. */
    private int unchanged;

    private byte[] encoded = new byte[2048];
    private int encodedLength;
    /** Where in it the values of the labels are. */
    private int[] encodedAt = new int[64];

    private @Nullable LabelOrder encodedOrder;
    private byte[] rest = new byte[2048];

    /** @param floats which labels hold numbers, and are written in one way */
    public SeriesIdentity(ScanLimits limits, FloatLabels floats) {
        this.limits = limits;
        this.floats = floats;
    }

    /** Whether {@code bytes[from, to)} are a text that needs no {@link SeriesSyntax}; asked before {@link #of}, it is free. */
    public boolean isPlain(byte[] bytes, int from, int to) {
        return read(bytes, from, to) >= 0;
    }

    /** The name of the metric that {@link #of} read. */
    public String metric() {
        return metric;
    }

    /**
     * Reads the text {@code bytes[from, to)}.
     *
     * @return the series' {@link SeriesId}
     * @throws MalformedLineException where it names none, or more than the limits allow
     */
    public long of(byte[] bytes, int from, int to) throws MalformedLineException {
        int count = read(bytes, from, to);
        if (count < 0) {
            return ofOddText(Arrays.copyOfRange(bytes, from, to));
        }
        if (count > limits.labels()) {
            encodedOrder = null;
            throw MalformedLineException.tooManyLabels(count, limits);
        }
        for (int i = 0; i < count; i++) {
            if (valuesTo[i] - valuesFrom[i] > limits.labelBytes()) {
                encodedOrder = null;
                throw MalformedLineException.tooLongValue(valuesTo[i] - valuesFrom[i], limits);
            }
        }
        return encode(bytes, from);
    }

    /**
     * The labels of a whole text as in {@link LabelSet}, by name; null where {@link SeriesSyntax} has to tell.
     *
     * @param without names of labels to leave out
     */
    @Nullable
    Map<String, String> labels(byte[] text, Set<String> without) {
        if (read(text, 0, text.length) < 0) {
            return null;
        }
        forgetIfMany(canonical);
        String[] byName = new String[order.size()];
        String[] values = new String[order.size()];
        int size = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            int label = order.byName(rank);
            LabelName name = labels[label];
            int length = valuesTo[label] - valuesFrom[label];
            if (length > 0 && !name.isStripped() && (without.isEmpty() || !without.contains(name.name()))) {
                byName[size] = name.name();
                values[size++] = isNumber(name)
                        ? canonical.computeIfAbsent(name.value(text, valuesFrom[label], length), FloatLabel::canonical)
                        : name.value(text, valuesFrom[label], length);
            }
        }
        return new SortedLabels(byName, values, size);
    }

    private int read(byte[] bytes, int from, int to) {
        int count = tokens(bytes, from, to);
        if (count < 0 || order.isOdd()) {
            lastLength = 0;
            encodedOrder = null;
            return -1;
        }
        if (last.length < to - from) {
            last = new byte[2 * (to - from)];
        }
        lastLength = to - from;
        System.arraycopy(bytes, from, last, 0, lastLength);
        return count;
    }

    private long ofOddText(byte[] text) throws MalformedLineException {
        SeriesSyntax.Name name = SeriesSyntax.parse(text);
        int count = name.labels().labels().size();
        if (count > limits.labels()) {
            encodedOrder = null;
            throw MalformedLineException.tooManyLabels(count, limits);
        }
        for (String value : name.labels().labels().values()) {
            if (value.length() > limits.labelBytes()) {
                throw MalformedLineException.tooLongValue(value.length(), limits);
            }
        }
        metric = name.metric();
        return oddIds.of(metric, floats.canonical(metric, name.labels()));
    }

    /** @return how many labels there are, or -1 where the text is out of the ordinary, or bad */
    private int tokens(byte[] bytes, int from, int to) {
        int same = Arrays.mismatch(bytes, from, to, last, 0, lastLength);
        if (same < 0) {
            same = lastLength;
        }
        int known = 0;
        int before = lastLength == 0 ? 0 : order.size();
        while (known < before && valuesTo[known] < same) {
            known++;
        }
        unchanged = Math.min(unchanged, known);
        int at;
        if (known > 0) {
            at = from + valuesTo[known - 1] + 1;
        } else {
            at = metricEnd(bytes, from, to);
            if (at == from) {
                return -1;
            }
            if (lastLength == 0 || at - from != metricLength || same <= metricLength) {
                metricLength = at - from;
                metric = remembered(new String(bytes, from, metricLength, StandardCharsets.US_ASCII));
            }
            if (at == to) {
                order = orderOf(0);
                return 0;
            }
            if (bytes[at] != '{') {
                return -1;
            }
        }
        return labels(bytes, from, at, to, known);
    }

    private int labels(byte[] bytes, int from, int separator, int to, int known) {
        boolean asExpected = true;
        int count = known;
        int at = separator;
        while (at < to && bytes[at] != '}') {
            // The opening brace stands where a comma stands later.
            if (count > 0 && bytes[at] != ',') {
                return -1;
            }
            at++;
            if (at < to && bytes[at] == '}') {
                break;
            }
            LabelName name = count < order.size() ? order.name(count) : null;
            if (name == null || !name.isAt(bytes, at, to)) {
                asExpected = false;
                name = name(bytes, at, to);
                if (name == null) {
                    return -1;
                }
            }
            int value = at + name.length() + 2;
            int end = Swar.endOfPlainText(bytes, value, to);
            if (end >= to || bytes[end] != '"') {
                return -1;
            }
            if (count == labels.length) {
                labels = Arrays.copyOf(labels, 2 * count);
                valuesFrom = Arrays.copyOf(valuesFrom, 2 * count);
                valuesTo = Arrays.copyOf(valuesTo, 2 * count);
                encodedAt = Arrays.copyOf(encodedAt, 2 * count);
            }
            labels[count] = name;
            valuesFrom[count] = value - from;
            valuesTo[count] = end - from;
            count++;
            at = end + 1;
        }
        if (at != to - 1) {
            return -1;
        }
        if (!asExpected || count != order.size()) {
            order = orderOf(count);
        }
        return count;
    }

    private static int metricEnd(byte[] bytes, int from, int to) {
        if ((KINDS[bytes[from] & 0xff] & NAME_START) == 0 && bytes[from] != ':') {
            return from;
        }
        int at = from + 1;
        while (at < to && ((KINDS[bytes[at] & 0xff] & NAME) != 0 || bytes[at] == ':')) {
            at++;
        }
        return at;
    }

    /** The name of a label at {@code at}, if it is an ordinary one that {@code ="} follows. */
    private @Nullable LabelName name(byte[] bytes, int at, int to) {
        int end = at;
        while (end < to && (KINDS[bytes[end] & 0xff] & NAME) != 0) {
            end++;
        }
        boolean ordinary = end > at
                && (KINDS[bytes[at] & 0xff] & NAME_START) != 0
                && end + 2 < to
                && bytes[end] == '='
                && bytes[end + 1] == '"';
        if (!ordinary) {
            return null;
        }
        forgetIfMany(names);
        return names.computeIfAbsent(new String(bytes, at, end - at, StandardCharsets.US_ASCII), LabelName::of);
    }

    private LabelOrder orderOf(int count) {
        forgetIfMany(orders);
        return orders.computeIfAbsent(List.of(Arrays.copyOf(labels, count)), LabelOrder::of);
    }

    private String remembered(String name) {
        forgetIfMany(metrics);
        return metrics.computeIfAbsent(name, key -> key);
    }

    private static void forgetIfMany(Map<?, ?> map) {
        if (map.size() >= REMEMBERED) {
            map.clear();
        }
    }

    private long encode(byte[] bytes, int from) {
        if (!patched(bytes, from)) {
            encodeAll(bytes, from);
        }
        unchanged = order.size();
        return HASHER.hashBytesToLong(encoded, 0, encodedLength);
    }

    private void encodeAll(byte[] bytes, int from) {
        encodedLength = 0;
        append(bytes, from, metricLength);
        for (int rank = 0; rank < order.size(); rank++) {
            int label = order.byName(rank);
            LabelName name = labels[label];
            int length = valuesTo[label] - valuesFrom[label];
            encodedAt[label] = ABSENT;
            if (length == 0 || name.isStripped()) {
                continue;
            }
            room(name.encodedLength());
            Swar.copy(name.encoded(), 0, encoded, encodedLength, name.encodedLength());
            encodedLength += name.encodedLength();
            encodedAt[label] = encodedLength;
            appendValue(name, bytes, from + valuesFrom[label], length);
        }
        encodedOrder = order;
    }

    private void appendValue(LabelName name, byte[] bytes, int from, int length) {
        if (isNumber(name)) {
            byte[] bound = bound(bytes, from, length);
            append(bound, 0, bound.length);
        } else {
            append(bytes, from, length);
        }
    }

    /** Where only the last label differs from what is encoded, as from bucket to bucket, the rest stays. */
    private boolean patched(byte[] bytes, int from) {
        int label = order.size() - 1;
        if (order != encodedOrder || label < 1 || unchanged < label || encodedAt[label] == ABSENT) {
            return false;
        }
        int length = valuesTo[label] - valuesFrom[label];
        if (length == 0) {
            return false;
        }
        int at = encodedAt[label];
        int restFrom = at + Integer.BYTES + LabelName.lengthAt(encoded, at);
        int restLength = encodedLength - restFrom;
        if (rest.length < restLength) {
            rest = new byte[2 * restLength];
        }
        System.arraycopy(encoded, restFrom, rest, 0, restLength);
        encodedLength = at;
        appendValue(labels[label], bytes, from + valuesFrom[label], length);
        int moved = encodedLength - restFrom;
        room(restLength);
        System.arraycopy(rest, 0, encoded, encodedLength, restLength);
        encodedLength += restLength;
        for (int other = 0; other < label && moved != 0; other++) {
            if (encodedAt[other] > at) {
                encodedAt[other] += moved;
            }
        }
        return true;
    }

    private boolean isNumber(LabelName name) {
        if (!name.mayHoldNumbers()) {
            return false;
        }
        if (!metric.equals(floatMetric)) {
            floatMetric = metric;
            floatLabel = floats.of(metric);
        }
        return floatLabel.is(name.name());
    }

    /** The canonical form of a bound; a body has a few dozen of them. */
    private byte[] bound(byte[] bytes, int from, int length) {
        forgetIfMany(bounds);
        return bounds.computeIfAbsent(
                new String(bytes, from, length, StandardCharsets.US_ASCII),
                text -> FloatLabel.canonical(text).getBytes(StandardCharsets.US_ASCII));
    }

    private void append(byte[] text, int from, int length) {
        room(Integer.BYTES + length);
        LabelName.length(encoded, encodedLength, length);
        Swar.copy(text, from, encoded, encodedLength + Integer.BYTES, length);
        encodedLength += Integer.BYTES + length;
    }

    private void room(int bytes) {
        if (encodedLength + bytes + Long.BYTES > encoded.length) {
            encoded = Arrays.copyOf(encoded, 2 * (encodedLength + bytes + Long.BYTES));
        }
    }
}
