package dev.culprit.analysis.discovery;

import dev.culprit.model.ReplicatedContainer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A bounded sample of a fleet's memory and of its births, by environment. Who is in it is decided by a hash of the names, so that the
 * same fleet gives the same sample in whatever order it is read.
 */
public final class FleetSample implements Serializable {
    private static final long serialVersionUID = 1L;

    /** By hand: ten thousand pairs can be made of a hundred memories and a hundred births, and these fit into some hundred megabytes. */
    static final int MOST_OF_A_KIND = 100;

    private static final Comparator<Participant> BY_HASH = Comparator.comparingLong(
                    (Participant each) -> hash(each.container(), ""))
            .thenComparing(Participant::container);

    private final Map<String, List<Participant>> memories = new TreeMap<>();
    private final Map<String, List<Participant>> births = new TreeMap<>();

    /** Memory held against births that have nothing to do with it. */
    public record Pair(Participant memory, Participant births) implements Serializable {}

    /** @param participant whose memory climbs and whose labels take new values */
    public void addTested(Participant participant) {
        add(memories, participant.ofMemory());
    }

    /** @param participant whose labels take new values */
    public void addGrowing(Participant participant) {
        add(births, participant.ofBirths());
    }

    public FleetSample merge(FleetSample other) {
        other.memories.values().forEach(each -> each.forEach(participant -> add(memories, participant)));
        other.births.values().forEach(each -> each.forEach(participant -> add(births, participant)));
        return this;
    }

    private static void add(Map<String, List<Participant>> sample, Participant participant) {
        List<Participant> kept =
                sample.computeIfAbsent(participant.container().environment(), key -> new ArrayList<>());
        kept.add(participant);
        kept.sort(BY_HASH);
        if (kept.size() > MOST_OF_A_KIND) {
            kept.remove(kept.size() - 1);
        }
    }

    /** Workloads in this environment whose births can be lent; no more are told than the sample holds. */
    int lenders(String environment) {
        return (int) births.getOrDefault(environment, List.of()).stream()
                .map(each ->
                        each.container().namespace() + "/" + each.container().workload())
                .distinct()
                .count();
    }

    /** All pairs of unrelated workloads that fit, in an order by hash. */
    Stream<Pair> pairs(String environment) {
        return memories.getOrDefault(environment, List.of()).stream()
                .flatMap(memory -> births.getOrDefault(environment, List.of()).stream()
                        .filter(memory::isUnrelatedTo)
                        .map(lent -> new Pair(memory, lent)))
                .sorted(Comparator.comparingLong(pair ->
                        hash(pair.memory.container(), pair.births.container().toString())))
                .filter(pair -> Swap.of(pair.memory, pair.births, environment) != null);
    }

    /** FNV-1a, finished with MurmurHash3's mixer, as near names must not be near in order. */
    private static long hash(ReplicatedContainer container, String more) {
        long hash = 0xcbf29ce484222325L;
        String text = container + more;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
