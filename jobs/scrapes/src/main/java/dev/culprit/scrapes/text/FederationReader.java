package dev.culprit.scrapes.text;

import dev.culprit.model.Container;
import dev.culprit.model.LabelSet;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.FloatLabels;
import dev.culprit.scrapes.lifetime.ScrapeColumns;
import dev.culprit.scrapes.lifetime.ScrapeFeed;
import dev.culprit.scrapes.lifetime.ScrapeOutcome;
import dev.culprit.scrapes.lifetime.SeriesIds;
import dev.culprit.scrapes.lifetime.TargetLabels;
import dev.culprit.scrapes.lifetime.TargetRows;
import dev.culprit.scrapes.text.SeriesSyntax.Name;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads bodies that hold samples of several targets, distinguished by labels: {@code /federate}, kube-state-metrics, cAdvisor. Each
 * target has lifetimes of its own, and a row in {@code scrapes} for each file in which it occurs. Samples that lack a label
 * are counted and belong to no target.
 */
public final class FederationReader implements ScrapeReader {
    private static final int UNPLACED = -2;

    private static final String WITHOUT_TARGET = "samples of this file and later ones that name no target";

    private final Container rest;
    private final TargetLabels labels;
    private final ScanLimits limits;
    private final TargetRows rows;
    private final FloatLabels floats = new FloatLabels();
    private final SeriesIds ids = new SeriesIds();
    private final SeriesTextNames names;
    private final BodyScanner scanner;
    private final ScrapeColumns columns = new ScrapeColumns();
    private final Map<Container, Member> members = new TreeMap<>();
    private final Map<String, String> types = new LinkedHashMap<>();
    /** By the number of a series in the body: whose it is, and its number there. */
    private final List<Member> owners = new ArrayList<>();

    private int[] numbers = new int[1024];

    private record Member(ScrapeFeed feed, ScrapeColumns columns) {}

    /**
     * @param rest what the labels do not tell, or samples lack; an empty text where nothing else tells it either, which
     *     leaves a sample that lacks the label without target
     */
    public FederationReader(Container rest, TargetLabels labels, ScanLimits limits, boolean strict, TargetRows rows) {
        this.rest = rest;
        this.labels = labels;
        this.limits = limits;
        this.rows = rows;
        SeriesTextTable texts = new SeriesTextTable();
        this.names = new SeriesTextNames(texts, limits, floats, labels.names());
        this.scanner = new BodyScanner(texts, limits, strict, new BodyListener() {
            @Override
            public boolean isPlain(byte[] bytes, int from, int to) {
                return false;
            }

            @Override
            public int series(byte[] bytes, int from, int to, int text) throws MalformedLineException {
                return place(SeriesSyntax.parse(Arrays.copyOfRange(bytes, from, to)), text);
            }

            @Override
            public void type(String name, String type) {
                types.putIfAbsent(name, type);
                floats.declare(name, type);
                members.values().forEach(member -> member.feed().declare(name, type));
            }
        });
    }

    private int place(Name name, int text) throws MalformedLineException {
        Container target = labels.target(name.labels().labels(), rest);
        if (target == null) {
            return UNPLACED;
        }
        if (name.labels().labels().size() > limits.labels()) {
            throw MalformedLineException.tooManyLabels(name.labels().labels().size(), limits);
        }
        TreeMap<String, String> own = new TreeMap<>(name.labels().labels());
        own.keySet().removeAll(labels.names());
        LabelSet ownLabels = floats.canonical(name.metric(), LabelSet.of(own));
        long id = ids.of(name.metric(), ownLabels);
        Member member = members.computeIfAbsent(target, this::member);
        int number = owners.size();
        if (number == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * number);
        }
        numbers[number] = member.feed().series(id, name.metric(), text, ownLabels::labels);
        if (numbers[number] == ScrapeFeed.NO_ROOM) {
            throw MalformedLineException.tooManySeries(limits);
        }
        owners.add(member);
        return number;
    }

    private Member member(Container target) {
        ScrapeFeed feed = new ScrapeFeed(target, limits.series(), names, rows);
        types.forEach(feed::declare);
        return new Member(feed, new ScrapeColumns());
    }

    @Override
    public void seed(Instant time, InputStream file) {
        ScanOutcome outcome = scanner.scan(file, columns);
        share();
        members.values().stream()
                .filter(member -> member.columns().size() > 0)
                .forEach(member -> member.feed().seed(time, of(member, outcome), member.columns()));
    }

    @Override
    public void read(Instant time, String name, InputStream file) {
        ScanOutcome outcome = scanner.scan(file, columns);
        long unplaced = share();
        if (unplaced > 0) {
            rows.leftOut(name, WITHOUT_TARGET, unplaced);
        }
        boolean any = false;
        for (Member member : members.values()) {
            if (member.columns().size() > 0) {
                any = true;
                member.feed().take(time, name, of(member, outcome), member.columns());
            }
        }
        if (!any) {
            // The file has its row, though it belongs to no target.
            new ScrapeFeed(rest, limits.series(), names, rows)
                    .take(time, name, outcome.without(unplaced).scrape(), new ScrapeColumns());
        }
    }

    private static ScrapeOutcome of(Member member, ScanOutcome outcome) {
        return outcome.without(outcome.samples() - member.columns().size()).scrape();
    }

    /** @return how many samples belong to no target */
    private long share() {
        members.values().forEach(member -> member.columns().clear());
        long unplaced = 0;
        for (int i = 0; i < columns.size(); i++) {
            int number = columns.series(i);
            if (number == UNPLACED) {
                unplaced++;
            } else {
                owners.get(number).columns().add(numbers[number], columns.value(i));
            }
        }
        return unplaced;
    }

    @Override
    public void finish() {
        members.values().forEach(member -> member.feed().finish());
    }
}
