package dev.culprit.cloudwatch.standin;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The script of what goes wrong. Requests are counted per operation from 1, the SDK's own retries among them. Where
 * several entries fit a request, the first one counts.
 */
public final class Faults {
    private record Entry(Operation operation, int from, int to, Fault fault) {}

    private final List<Entry> script = new ArrayList<>();
    private final Map<Operation, Integer> requests = new EnumMap<>(Operation.class);
    private final Map<String, Faults> ofPrincipals = new ConcurrentHashMap<>();

    Faults() {}

    /** Requests so far, those that are not answered yet among them. */
    public synchronized int begun(Operation operation) {
        return requests.getOrDefault(operation, 0);
    }

    /** The next request. */
    public Faults next(Operation operation, Fault fault) {
        return next(operation, 1, fault);
    }

    /** The next {@code count} requests. */
    public synchronized Faults next(Operation operation, int count, Fault fault) {
        int past = requests.getOrDefault(operation, 0);
        script.add(new Entry(operation, past + 1, past + count, fault));
        return this;
    }

    /** The request of this number. */
    public synchronized Faults on(Operation operation, int number, Fault fault) {
        script.add(new Entry(operation, number, number, fault));
        return this;
    }

    /** All requests from now on. */
    public synchronized Faults always(Operation operation, Fault fault) {
        int past = requests.getOrDefault(operation, 0);
        script.add(new Entry(operation, past + 1, Integer.MAX_VALUE, fault));
        return this;
    }

    /** The script for one role (by its ARN) or user (by access key) alone, which comes before the one for all. */
    public Faults of(String principal) {
        return ofPrincipals.computeIfAbsent(principal, absent -> new Faults());
    }

    /** Everything goes right from now on. */
    public synchronized void clear() {
        script.clear();
        ofPrincipals.values().forEach(Faults::clear);
    }

    /** Counts the request and says what goes wrong with it, if anything. */
    @Nullable
    Fault take(Operation operation, String principal) {
        Fault own = of(principal).take(operation);
        Fault common = take(operation);
        return own != null ? own : common;
    }

    private synchronized @Nullable Fault take(Operation operation) {
        int number = requests.merge(operation, 1, Integer::sum);
        return script.stream()
                .filter(entry -> entry.operation() == operation && entry.from() <= number && number <= entry.to())
                .map(Entry::fault)
                .findFirst()
                .orElse(null);
    }
}
