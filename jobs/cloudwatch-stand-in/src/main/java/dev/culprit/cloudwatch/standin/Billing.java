package dev.culprit.cloudwatch.standin;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What has been asked and what it costs. Of GetMetricData, each answered call is billed by the metrics that it asks for: a
 * metric with up to five statistics counts once, and every page counts again (the price list does not say, so this is the
 * dearer reading). Of ListMetrics, each answered call is billed. Errors cost nothing.
 */
public final class Billing {
    /**
     * A request.
     *
     * @param principal the role's ARN or the user's access key
     * @param status of HTTP
     * @param fault that the script had for it, or null
     * @param metrics billed
     * @param points in the answer
     * @param asked what GetMetricData was asked for, empty for other operations and for errors
     */
    public record Call(
            Operation operation,
            String principal,
            Site site,
            int status,
            @Nullable Fault fault,
            int metrics,
            int points,
            List<Asked> asked) {
        /** Whether it was answered, be it in part or altered, and the answer reached the caller. */
        public boolean delivered() {
            return status == 200 && !(fault instanceof Fault.Reset);
        }
    }

    /**
     * One query of GetMetricData.
     *
     * @param to exclusive
     */
    public record Asked(Series series, String stat, int period, Instant from, Instant to) {}

    private final List<Call> calls;

    Billing() {
        this(new CopyOnWriteArrayList<>());
    }

    private Billing(List<Call> calls) {
        this.calls = calls;
    }

    void add(Call call) {
        calls.add(call);
    }

    /** All requests in the order of their answers, refused ones among them. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** That of one role (by its ARN) or user (by access key), as it stands now. */
    public Billing of(String principal) {
        return select(call -> call.principal().equals(principal));
    }

    public Billing of(Operation operation) {
        return select(call -> call.operation() == operation);
    }

    private Billing select(Predicate<Call> which) {
        return new Billing(calls.stream().filter(which).toList());
    }

    /** Requests with and without success, the SDK's own retries among them. */
    public int requests(Operation operation) {
        return of(operation).calls.size();
    }

    /** Requests whose answer reached the caller, errors apart. */
    public int answered(Operation operation) {
        return (int) of(operation).calls.stream().filter(Call::delivered).count();
    }

    /** Metrics billed by GetMetricData. */
    public long metrics() {
        return calls.stream().mapToLong(Call::metrics).sum();
    }

    /** Points in the answers of GetMetricData. */
    public long points() {
        return calls.stream().mapToLong(Call::points).sum();
    }

    /** The queries of GetMetricData whose answers reached the caller, once for every page. */
    public List<Asked> asked() {
        return calls.stream()
                .filter(Call::delivered)
                .flatMap(call -> call.asked().stream())
                .toList();
    }

    /** Forgets what was asked so far. */
    public void clear() {
        calls.clear();
    }
}
