package dev.culprit.analysis.verdict;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.BirthsAccount;
import dev.culprit.analysis.evidence.EnvironmentContrast.Births;
import dev.culprit.analysis.evidence.RetainedMemory;
import dev.culprit.analysis.evidence.Witness;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.history.Unread;
import dev.culprit.analysis.intervention.Intervention;
import dev.culprit.analysis.intervention.Interventions;
import dev.culprit.analysis.memory.ClimbingPods;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One container of one workload in one environment: its replicas' lifetimes are the repetitions of one experiment.
 *
 * @param whole memory over the whole period; {@code question} is about it or a part of it
 * @param candidates among the births of the replicas in question
 * @param changes of candidates inside the period, found without knowledge of what their series cost
 */
public record WorkloadContainer(
        ReplicatedContainer identity,
        @Nullable String cluster,
        List<Replica> replicas,
        Panel whole,
        Question question,
        Candidates candidates,
        List<Intervention> changes,
        List<Association> associations) {

    /**
     * By hand, on recorded runtimes: the probability of a leak when the container grows and what its processes retain does not: a heap that fills before it is
     * collected is likelier than a leak outside of the heap.
     */
    private static final double NOT_RETAINED = 0.4;

    /** By hand: the same when it follows series that expire. */
    private static final double EXPIRING = 0.2;
    /** By hand: from this share of the growth on it is the series that memory follows, or the things that the process holds. */
    private static final double MOSTLY = 0.5;
    /** By hand: of a lifetime; series that live for less are replaced several times in it. */
    private static final double SHORT_LIVED = 0.25;

    /** By hand: an even pace has a third of the births in the last third of a lifetime; a list that fills has less than this. */
    private static final double STILL_COMING = 0.2;

    /** By hand: births of a day that matter, in series and in parts of those that are there. */
    private static final double SERIES_A_DAY = 50;

    private static final double SHARE_A_DAY = 0.05;

    /** By hand: the median of so many last readings, as one may be a peak. */
    private static final int LAST_READINGS = 3;

    /** By hand: from an hour on births can be counted. */
    private static final double FEWEST_HOURS = 1;

    /** @param histories of the replicas; at least one, all of the same environment, workload and container */
    public static WorkloadContainer of(List<ContainerHistory> histories, Period period) {
        List<ContainerHistory> ordered = histories.stream()
                .sorted(Comparator.comparing(history -> history.container().pod()))
                .toList();
        List<Replica> replicas = Replica.of(ordered, period);
        List<Replica> scraped =
                replicas.stream().filter(replica -> replica.history().scraped()).toList();
        Panel whole = Panel.of(scraped.isEmpty() ? replicas : scraped);
        Candidates candidates = Candidates.of(ledgers(replicas));
        List<Intervention> changes = candidates.found().stream()
                .flatMap(candidate ->
                        Interventions.find(replicas, whole, candidates, candidate.group(), Double.NaN).stream())
                .toList();
        // What a fix has ended is judged on the time before it.
        Panel panel = fixedAt(changes).stream()
                .mapToObj(whole::until)
                .filter(before -> MemoryGrowth.of(before).grows())
                .findFirst()
                .orElse(whole);
        MemoryGrowth pooled = MemoryGrowth.of(panel);
        ClimbingPods climbing = ClimbingPods.of(panel, pooled);
        Panel judged = climbing == null ? panel : climbing.judged().panel();
        Candidates suspected = climbing == null
                ? candidates
                : Candidates.of(ledgers(only(replicas, climbing.judged().names())));
        MemoryGrowth seen = climbing == null ? pooled : climbing.judged().growth();
        RetainedMemory inside = seen.grows() ? RetainedMemory.of(judged, replicas, suspected) : null;
        BirthsAccount births = seen.grows() ? BirthsAccount.of(judged, seen, suspected, replicas) : null;
        Witness things = seen.grows() ? Witness.ofThings(judged, replicas).orElse(null) : null;
        // Classes, threads and what else is held outside of a heap are no garbage in it.
        boolean heldOutside = things != null && things.share(seen) >= MOSTLY;
        MemoryGrowth growth =
                inside != null && inside.mayBeGarbage(seen) && !heldOutside && !Question.followsBirths(births)
                        ? seen.atMost(NOT_RETAINED)
                        : seen;
        List<Association> associations =
                growth.grows() ? Association.of(judged, growth, suspected) : List.<Association>of();
        return new WorkloadContainer(
                ReplicatedContainer.of(ordered.get(0).container()),
                ordered.stream()
                        .map(history -> history.container().cluster())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                replicas,
                whole,
                new Question(
                        judged,
                        associations.stream().anyMatch(association -> followsExpiringSeries(association, growth))
                                ? growth.atMost(EXPIRING)
                                : growth,
                        climbing,
                        inside,
                        births,
                        growth.grows() ? things : null),
                suspected,
                changes,
                associations);
    }

    /** Bytes that its processes typically say that they hold; 0 where they say nothing. */
    double toldBytes() {
        double[] typical = replicas.stream()
                .map(replica -> replica.history().inside())
                .filter(Objects::nonNull)
                .mapToDouble(readings -> RobustStatistics.median(readings.bytes()))
                .toArray();
        return typical.length == 0 ? 0 : RobustStatistics.median(typical);
    }

    /**
     * Whether memory goes with series of which those that were made in the beginning of a lifetime are gone long before its end: then it
     * follows how many are made in a while and comes back with them.
     */
    static boolean followsExpiringSeries(Association association, MemoryGrowth growth) {
        return association.freedOnExpiry()
                && association.share().estimate() >= MOSTLY
                && association.candidate().hoursOfLife() < SHORT_LIVED * growth.hours();
    }

    private static List<Replica> only(List<Replica> replicas, List<String> pods) {
        return replicas.stream()
                .filter(replica -> pods.contains(replica.history().container().pod()))
                .toList();
    }

    Panel panel() {
        return question.panel();
    }

    public MemoryGrowth growth() {
        return question.growth();
    }

    @Nullable
    RetainedMemory inside() {
        return question.inside();
    }

    /** When the births of a group stopped and memory's growth with them; empty where nothing of the kind happened. */
    private static OptionalDouble fixedAt(List<Intervention> changes) {
        return changes.stream()
                .filter(change -> change.kind() == Intervention.Kind.BIRTHS_STOPPED
                        && change.conclusion() == Intervention.Conclusion.CONVICTS)
                .mapToDouble(change -> change.moment().at())
                .min();
    }

    private static List<ProcessBirths> ledgers(List<Replica> replicas) {
        return replicas.stream()
                .flatMap(replica -> replica.history().ledgers().stream())
                .toList();
    }

    public List<ProcessBirths> ledgers() {
        return ledgers(replicas);
    }

    public String environment() {
        return identity.environment();
    }

    public boolean measured() {
        return replicas.stream().anyMatch(replica -> replica.memory().count() > 0);
    }

    boolean scraped() {
        return replicas.stream().anyMatch(replica -> replica.history().scraped());
    }

    /** The container whose scrapes it is judged by, where they are not its own; else null. */
    @Nullable
    String scrapedWith() {
        return replicas.stream()
                .map(replica -> replica.history().scrapedWith())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The worst of its replicas. */
    Unread unread() {
        return replicas.stream()
                .map(replica -> replica.history().instrumentation().unread())
                .max(Comparator.comparingDouble(Unread::share))
                .orElseThrow();
    }

    boolean wholePodOnly() {
        return replicas.stream().anyMatch(replica -> replica.history().wholePod());
    }

    public long lifetimes() {
        return replicas.stream().mapToLong(replica -> replica.lives().size()).sum();
    }

    /** Hours of observation after warm-ups, over all replicas. */
    double hours() {
        return ledgers().stream().mapToDouble(ProcessBirths::hoursObserved).sum();
    }

    /** Whether scrapes go on long enough after a process's first hour for births to say anything. */
    boolean birthsKnown() {
        return hours() >= FEWEST_HOURS;
    }

    /** Births owed to any of the labels, per hour and replica; NaN without scrapes. */
    public double birthsPerHour(List<String> labels) {
        return births(labels).perHour();
    }

    /** Births owed to any of the labels. */
    Births births(List<String> labels) {
        return perHour(ledgers(), labels);
    }

    /** The same of some replicas. */
    Births births(List<String> labels, List<String> pods) {
        return perHour(ledgers(only(replicas, pods)), labels);
    }

    private static Births perHour(List<ProcessBirths> ledgers, List<String> labels) {
        double observed =
                ledgers.stream().mapToDouble(ProcessBirths::hoursObserved).sum();
        return observed > 0
                ? new Births(
                        Candidates.birthsOf(ledgers, labels) / observed, Candidates.goneOf(ledgers, labels) / observed)
                : Births.UNKNOWN;
    }

    /** Whether memory surely climbs, so that a label might be named for it. */
    public boolean climbs() {
        return growth().known() && growth().grows() && growth().slope().low() > 0;
    }

    /** All births after the warm-up, per hour and replica, whoever gets the credit; 0 without scrapes. */
    public double birthsPerHour() {
        long births = ledgers().stream().mapToLong(ProcessBirths::lateBirths).sum();
        return hours() > 0 ? births / hours() : 0;
    }

    /**
     * Label groups that grow without bound and enough to matter, whatever memory does: a dozen new values in every lifetime,
     * as many late as early, and births that count beside the series that are there. Where the series that are exposed do not grow by as
     * much in the second half of lifetimes, what is born takes the place of what goes (pods of others in an exporter), and nothing grows.
     */
    List<Candidate> growing() {
        double series = RobustStatistics.median(ledgers().stream()
                .mapToDouble(ledger -> ledger.distinct().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .toArray());
        long processes =
                ledgers().stream().filter(ledger -> ledger.hoursObserved() > 0).count();
        double matters = Math.max(SERIES_A_DAY, SHARE_A_DAY * series);
        if (exposedPerDay() < matters) {
            return List.of();
        }
        return candidates.found().stream()
                .filter(candidate -> candidate.values() >= Candidates.FEWEST_VALUES * processes)
                .filter(candidate -> candidate.lateShare() >= STILL_COMING)
                .filter(candidate -> candidate.birthsPerHour() * 24 >= matters)
                .toList();
    }

    /** By how many series more a process exposes after a day, as the second halves of lifetimes have it; NaN where they are too short. */
    double exposedPerDay() {
        double observed =
                ledgers().stream().mapToDouble(ProcessBirths::lateHours).sum();
        return observed > 0
                ? 24 * ledgers().stream().mapToLong(ProcessBirths::lateGrowth).sum() / observed
                : Double.NaN;
    }

    /** Hours until the highest last level reaches the memory limit at this rate; null without limit or growth. */
    public @Nullable Double hoursToLimit(double bytesPerHour) {
        double left = replicas.stream()
                .filter(replica -> replica.memory().count() > 0)
                .mapToDouble(replica -> replica.history().limitBytes() - lastLevel(replica))
                .filter(room -> !Double.isNaN(room))
                .min()
                .orElse(Double.NaN);
        return Double.isNaN(left) || bytesPerHour <= 0 ? null : Math.max(0, left) / bytesPerHour;
    }

    private static double lastLevel(Replica replica) {
        double[] bytes = replica.memory().bytes();
        return RobustStatistics.median(
                Arrays.copyOfRange(bytes, Math.max(0, bytes.length - LAST_READINGS), bytes.length));
    }
}
