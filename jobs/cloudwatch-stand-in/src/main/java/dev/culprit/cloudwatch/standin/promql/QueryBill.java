package dev.culprit.cloudwatch.standin.promql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was asked and what it costs. Refused requests cost nothing. */
public final class QueryBill {
    private final double dollarsPerSample;
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

    QueryBill(double dollarsPerSample) {
        this.dollarsPerSample = dollarsPerSample;
    }

    /**
     * A request.
     *
     * @param asked the query or the selector
     * @param samples that were read
     */
    public record Call(String path, String asked, int status, long samples) {}

    void add(Call call) {
        calls.add(call);
    }

    public List<Call> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    public long samples() {
        return calls().stream().mapToLong(Call::samples).sum();
    }

    public long requests() {
        return calls().size();
    }

    public long refused(int status) {
        return calls().stream().filter(call -> call.status() == status).count();
    }

    public double dollars() {
        return samples() * dollarsPerSample;
    }

    public void clear() {
        calls.clear();
    }
}
