package dev.culprit.analysis.simulation;

import static dev.culprit.analysis.simulation.ReportedIncident.Carrier.APPLICATION;
import static dev.culprit.analysis.simulation.ReportedIncident.Carrier.APPLICATION_MOST;
import static dev.culprit.analysis.simulation.ReportedIncident.Carrier.NOBODY;

import dev.culprit.analysis.simulation.NewValues.Expiry;
import dev.culprit.analysis.simulation.NewValues.Pace;
import dev.culprit.analysis.simulation.ReportedIncident.Carrier;
import dev.culprit.analysis.simulation.ReportedIncident.Plot;
import dev.culprit.analysis.simulation.Story.Clock;
import dev.culprit.analysis.simulation.Story.Kind;
import dev.culprit.analysis.simulation.Story.Restarting;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Families of incidents. L: a label carries the leak and must be named. N: no label does, and none may be named. H: what these
 * data can hardly tell, or not at all; reported apart. V: something is changed for good in the middle of a longer
 * period; reported apart. W: kinds of incidents that others have reported in public, summed by themselves. There the label
 * carries the leak in the plain ones; S are the same births while memory stands, A while the application leaks.
 */
@SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"
}) // the plots are pure, and the order of families is their seed
public enum Family {
    L01("the founding case", s -> s.accuse(s.label(s.anyKind(), s.leakPerDay))),
    L02("two labels grow, one costs", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.acquit(s.label(Kind.SESSIONS, s.leakPerDay));
    }),
    L03("many cheap series beside few dear ones", s -> {
        s.accuse(s.label(Kind.SESSIONS, s.leakPerDay));
        s.acquit(s.label(Kind.PATHS, 3 * s.leakPerDay));
    }),
    L04("memory driven by traffic", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.traffic = s.uniform(0.25, 0.7) * s.base;
    }),
    L05("a long warm-up", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.warmUp = s.uniform(0.4, 0.9) * s.base;
        s.warmUpHours = s.uniform(1, 4);
    }),
    L06(
            "series expire, their memory stays",
            s -> s.accuse(s.label(s.anyKind(), s.leakPerDay).expiring(Expiry.KEPT))),
    L07(
            "half of the series expire and are freed",
            s -> s.accuse(s.label(s.anyKind(), s.leakPerDay).expiring(Expiry.HALF_FREED))),
    L08("memory by the hour", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.memoryStep = 3600;
    }),
    L09("a fifth missing, big gaps, no start times", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.missing = 0.2;
        s.gaps = 3;
        s.startTimes = false;
    }),
    L10("clocks apart by 4 to 20 minutes", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.clockOffset = s.uniform(240, 1200) * (s.random.nextBoolean() ? 1 : -1);
    }),
    L11("everything rises with the morning's traffic", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay).followingTraffic(1));
        s.acquit(s.label(Kind.SESSIONS, s.leakPerDay).followingTraffic(1));
        s.traffic = s.uniform(0.05, 0.15) * s.base;
        s.morningRise = s.uniform(0.5, 1);
    }),
    L12(
            "the label grows in dev too, and so does memory",
            s -> s.accuse(s.label(s.anyKind(), s.leakPerDay).elsewhere(s.uniform(0.25, 0.7)))),
    L13("long lives that end out of memory", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.restarting = Restarting.OUT_OF_MEMORY;
    }),
    L14("the application leaks too", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.perHour = s.uniform(0.2, 0.7) * s.leakPerDay / 24;
    }),
    L15("a collector's sawtooth", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        sawtooth(s);
    }),
    L16(
            "ever fewer new values (Heaps' law)",
            s -> s.accuse(s.label(s.anyKind(), s.leakPerDay).declining(s.uniform(0.25, 0.45)))),
    L17("the metrics come with another container's scrape", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.merged = true;
    }),
    L18("nothing counts requests", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.clock = Clock.NOTHING;
    }),
    L19(
            "a label nested in the guilty one",
            s -> s.accuse(s.label(Kind.HOSTS, s.leakPerDay).nesting("destination_service_namespace"))),
    L20("a single replica", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.pods = 1;
    }),
    L21("an allocator that takes memory in arenas", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.arena = s.uniform(2e6, 6e6);
    }),
    L22("two guilty labels", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.accuse(s.label(Kind.SESSIONS, s.uniform(0.4, 0.9) * s.leakPerDay));
    }),
    L23("new pod names after every restart", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.newPodNames = true;
    }),
    L24("a scrape every half hour", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.scrapeStep = 1800;
    }),

    N01("flat, nothing grows", s -> {}),
    N02("a label grows, memory is flat", s -> s.acquit(s.label(s.anyKind(), s.leakPerDay))),
    N03("memory ebbs and flows with traffic, a label grows", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay));
        s.traffic = s.uniform(0.25, 0.7) * s.base;
    }),
    N04("a warm-up that ends, a label grows", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay));
        s.warmUp = s.uniform(0.4, 0.9) * s.base;
        s.warmUpHours = s.uniform(1, 4);
    }),
    N05("the application leaks beside a growing label", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay));
        s.perHour = s.leakPerDay / 24;
    }),
    N06("the application leaks, a label has few births", s -> {
        s.acquit(s.label(Kind.SESSIONS, 0.03 * s.leakPerDay));
        s.perHour = s.leakPerDay / 24;
    }),
    N07("the application leaks, the label grows in dev as well and memory there does not", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay).elsewhere(s.uniform(0.6, 1.2)));
        s.perHour = s.leakPerDay / 24;
        s.leakElsewhere = 0;
    }),
    N08("a leak per request, a label that follows traffic", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay).followingTraffic(1));
        s.perRequestHour = s.leakPerDay / 24;
    }),
    N09("the other container of the pod grows", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay));
        s.neighbourPerHour = s.leakPerDay / 24;
    }),
    N10("series come and go, the application leaks", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay).expiring(Expiry.FREED));
        s.perHour = s.leakPerDay / 24;
    }),
    N11("new values at a roll-out, the application leaks", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay).at(Pace.STEP));
        s.perHour = s.leakPerDay / 24;
    }),
    N12("a collector's sawtooth, a label grows", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay));
        sawtooth(s);
    }),
    N13("a cache that fills, a label grows", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay));
        s.cache = s.uniform(0.4, 0.9) * s.base;
        s.cacheHours = s.uniform(1, 5);
    }),
    N14("the application leaks in bursts of its own", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay));
        s.burstsPerHour = s.leakPerDay / 24;
    }),
    N15("an application leak, memory by the hour, gaps", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay));
        s.perHour = s.leakPerDay / 24;
        s.memoryStep = 3600;
        s.missing = 0.2;
        s.gaps = 3;
    }),
    N16("a hidden cause makes both births and a leak, in all pods", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay).at(Pace.HIDDEN));
        s.hiddenPerHour = s.leakPerDay / 24;
    }),
    N17("an application leak in a single replica", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay));
        s.perHour = s.leakPerDay / 24;
        s.pods = 1;
    }),
    N18("an application leak, new pod names", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay));
        s.perHour = s.leakPerDay / 24;
        s.newPodNames = true;
    }),
    N19("an application leak in arenas", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay));
        s.perHour = s.leakPerDay / 24;
        s.arena = s.uniform(2e6, 6e6);
    }),
    N20("the high-water mark of traffic", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay));
        s.highWater = s.uniform(0.2, 0.5) * s.base;
        s.morningRise = s.uniform(0.5, 1);
    }),

    H01("births like a clock", s -> s.accuse(s.label(s.anyKind(), s.leakPerDay).at(Pace.REGULAR))),
    H02("births like a clock beside an application leak", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay).at(Pace.REGULAR));
        s.perHour = s.leakPerDay / 24;
    }),
    H03("one pod, one life", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        oneLife(s);
    }),
    H04("one pod, one life, an application leak", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay));
        s.perHour = s.leakPerDay / 24;
        oneLife(s);
    }),
    H05("a hidden cause, one or two pods", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay).at(Pace.HIDDEN));
        s.hiddenPerHour = s.leakPerDay / 24;
        s.pods = s.random.nextInt(1, 3);
    }),
    H06(
            "the same births in all pods",
            s -> s.accuse(s.label(s.anyKind(), s.leakPerDay).at(Pace.TOGETHER))),
    H07("the same births in all pods beside an application leak", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay).at(Pace.TOGETHER));
        s.perHour = s.leakPerDay / 24;
    }),

    V01("a fix that works", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.fix(s.guilty);
    }),
    V02("the wrong label is removed, memory still grows", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.fix(List.of(s.acquit(s.label(Kind.SESSIONS, s.leakPerDay))));
    }),
    V03("nothing is fixed", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.fix(List.of());
    }),
    V04("nothing is fixed, traffic halves", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay).followingTraffic(1));
        s.fix(List.of());
        s.trafficAfterFix = 0.5;
    }),
    V05("a fix, and traffic doubles", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.fix(s.guilty);
        s.trafficAfterFix = 2;
    }),
    V06("a fix beside an application that leaks half as much", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.perHour = 0.5 * s.leakPerDay / 24;
        s.fix(s.guilty);
    }),
    V07("a fix that comes with a deploy", s -> {
        s.accuse(s.label(s.anyKind(), s.leakPerDay));
        s.fix(s.guilty);
        s.fixRestarts = true;
    }),
    V08("the application's leak is fixed by a deploy, a label goes on growing", s -> {
        s.acquit(s.label(s.anyKind(), s.leakPerDay));
        s.perHour = s.leakPerDay / 24;
        s.fix(List.of());
        s.fixRestarts = true;
        s.leakAfterFix = 0;
    }),
    V09("an application leak, the growing label is removed by a deploy", s -> {
        s.fix(List.of(s.acquit(s.label(s.anyKind(), s.leakPerDay))));
        s.perHour = s.leakPerDay / 24;
        s.fixRestarts = true;
    }),
    V10("a hidden cause makes both births and a leak, the label is removed", s -> {
        s.fix(List.of(s.acquit(s.label(s.anyKind(), s.leakPerDay).at(Pace.HIDDEN))));
        s.hiddenPerHour = s.leakPerDay / 24;
    }),

    W01("a slow leak, one long life", ReportedIncident::slowLeak),
    W01S(W01, NOBODY),
    W01A(W01, APPLICATION),
    W02("a slow leak in two replicas", ReportedIncident::slowLeakInTwo),
    W02S(W02, NOBODY),
    W02A(W02, APPLICATION),
    W03("every request is a new value, and nothing else counts requests", ReportedIncident::everyRequestIsNew),
    W03S(W03, NOBODY),
    W03A(W03, APPLICATION),
    W04("new combinations of two labels' old values", ReportedIncident::product),
    W04S(W04, NOBODY),
    W04A(W04, APPLICATION),
    W05("the program's own instance, job or pod", ReportedIncident::ownLabel),
    W05S(W05, NOBODY),
    W05A(W05, APPLICATION),
    W06("series expire, no start times", ReportedIncident::expiringWithoutStartTime),
    W07("memory follows the series that are alive", ReportedIncident::followsWhatIsAlive),
    W08("labels of two families, the same births", ReportedIncident::twins),
    W08S(W08, NOBODY),
    W08A(W08, APPLICATION),
    W09("files of dead workers, pid grows", ReportedIncident::filesOfDeadWorkers),
    W10("nightly restarts after quiet hours", ReportedIncident::quietTails),
    W10S(W10, NOBODY),
    W10A(W10, APPLICATION),
    W11("each value brings goroutines", ReportedIncident::goroutines),
    W12("cron jobs on the hour", ReportedIncident::cron),
    W12S(W12, NOBODY),
    W12A(W12, APPLICATION),
    W13("a canary among three replicas", ReportedIncident::canary),
    W13S(W13, NOBODY),
    W13A(W13, APPLICATION),
    W14("a version that came in midweek", ReportedIncident::versionInMidweek),
    W14S(W14, NOBODY),
    W14A(W14, APPLICATION),
    W15("growth outside a flat heap", ReportedIncident::outsideHeap),
    W16("log rotation drops the page cache", ReportedIncident::logRotation),
    W16S(W16, NOBODY),
    W16A(W16, APPLICATION),
    W17("summaries at 16 to 30 kB a line", ReportedIncident::expensive),
    W17S(W17, NOBODY),
    W17A(W17, APPLICATION),
    W18("a handful of collections in three days", ReportedIncident::fewTroughs),
    W18S(W18, NOBODY),
    W18A(W18, APPLICATION),
    W19("the label's objects cost most, and a gauge tells", ReportedIncident::objects),
    W20("a heap taken in strides", ReportedIncident::strides),
    W21("other labels grow more, and cost next to nothing", ReportedIncident::crowded),
    W21S(W21, NOBODY),
    W21A(W21, APPLICATION),
    W22("a warm-up of days", ReportedIncident::warmUpOfDays),
    W23("a new pod in the place of one that leaked, whose memory stands", ReportedIncident::replaced),

    W01M(W01, APPLICATION_MOST),
    W02M(W02, APPLICATION_MOST),
    W03M(W03, APPLICATION_MOST),
    W04M(W04, APPLICATION_MOST),
    W05M(W05, APPLICATION_MOST),
    W08M(W08, APPLICATION_MOST),
    W10M(W10, APPLICATION_MOST),
    W12M(W12, APPLICATION_MOST),
    W13M(W13, APPLICATION_MOST),
    W14M(W14, APPLICATION_MOST),
    W16M(W16, APPLICATION_MOST),
    W17M(W17, APPLICATION_MOST),
    W18M(W18, APPLICATION_MOST),
    W21M(W21, APPLICATION_MOST);

    private final String description;

    /** Without state of its own. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Consumer<Story> plot;

    /** Of which there are more with others who make memory grow, or null. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final @Nullable Plot kind;

    private final Carrier carrier;

    Family(String description, Consumer<Story> plot) {
        this(description, plot, null, Carrier.LABEL);
    }

    Family(String description, Plot kind) {
        this(description, story -> kind.bend(story, Carrier.LABEL), kind, Carrier.LABEL);
    }

    Family(Family same, Carrier carrier) {
        this(
                "%s: %s".formatted(same.description, innocence(carrier)),
                story -> same.kind.bend(story, carrier),
                same.kind,
                carrier);
    }

    Family(String description, Consumer<Story> plot, @Nullable Plot kind, Carrier carrier) {
        this.description = description;
        this.plot = plot;
        this.kind = kind;
        this.carrier = carrier;
    }

    private static String innocence(Carrier carrier) {
        return switch (carrier) {
            case LABEL -> throw new IllegalArgumentException("guilty");
            case NOBODY -> "memory stands";
            case APPLICATION -> "the application leaks as much as the series would cost";
            case APPLICATION_MOST -> "the application leaks most of it";
        };
    }

    public String description() {
        return description;
    }

    /** Whether a label carries the leak. */
    public boolean guilty() {
        return !story(World.BASE, 1).guilty.isEmpty();
    }

    /** Whether the figures of the whole are counted over this family. */
    public boolean counted() {
        return name().startsWith("L") || name().startsWith("N");
    }

    /** Whether an application leaks as much as the label's series would cost, which cost next to nothing. */
    public boolean leaksBesideCheapSeries() {
        return carrier == APPLICATION;
    }

    /** Whether an application leaks at a rate of its own, and the label's series cost what series cost. */
    public boolean leaksBesidePricedSeries() {
        return carrier == APPLICATION_MOST;
    }

    /** Whether it is made after incidents that others have reported, which have figures of their own. */
    public boolean reported() {
        return name().startsWith("W");
    }

    public static List<Family> all() {
        return Arrays.asList(values());
    }

    @SuppressWarnings("EnumOrdinal") // Part of the seed: a new family stands at the end, or it changes those behind it.
    Story story(World world, long seed) {
        // Far apart for neighbouring seeds and families.
        Story story = new Story(world, (seed * 1000 + ordinal()) * 0x9E3779B97F4A7C15L);
        plot.accept(story);
        return story;
    }

    private static void sawtooth(Story s) {
        s.garbage = s.uniform(0.2, 0.6) * s.base;
        s.garbageHours = s.uniform(2, 6);
    }

    private static void oneLife(Story s) {
        s.pods = 1;
        s.restarting = Restarting.NEVER;
    }
}
