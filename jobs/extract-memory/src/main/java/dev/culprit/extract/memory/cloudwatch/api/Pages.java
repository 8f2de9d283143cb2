package dev.culprit.extract.memory.cloudwatch.api;

import dev.culprit.model.Text;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MessageData;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/**
 * Puts the pages of one call together. An Id can come on several pages, with the points of none but its own page, and only its
 * last status counts.
 */
final class Pages {
    /** By hand: what fits on a line. */
    private static final int MESSAGES_TOLD = 3;

    private final MetricCall call;
    private final double[][] values;
    private final Map<String, Integer> queries = new HashMap<>();
    private final Map<String, String> statuses = new HashMap<>();
    private final Set<String> tokens = new HashSet<>();
    private final Set<String> messages = new HashSet<>();

    Pages(MetricCall call) {
        this.call = call;
        this.values = new double[call.queries().size()][call.window().points()];
        for (int index = 0; index < values.length; index++) {
            Arrays.fill(values[index], Double.NaN);
            queries.put(id(index), index);
        }
    }

    static String id(int query) {
        return "q" + query;
    }

    /** Takes a page in and returns the next one's token, null after the last. */
    @Nullable
    String add(GetMetricDataResponse page) throws UnusableAnswerException {
        note(page.messages());
        for (MetricDataResult result : page.metricDataResults()) {
            add(result);
        }
        String token = page.nextToken();
        if (token == null || token.isEmpty()) {
            return null;
        }
        if (!tokens.add(token)) {
            throw UnusableAnswerException.passing("the same page is offered for ever (repeated NextToken)");
        }
        return token;
    }

    private void add(MetricDataResult result) throws UnusableAnswerException {
        Integer query = queries.get(result.id());
        if (query == null || result.timestamps().size() != result.values().size()) {
            throw UnusableAnswerException.passing("a result's Id or its number of values is not what was asked for");
        }
        note(result.messages());
        statuses.put(result.id(), String.valueOf(result.statusCodeAsString()));
        for (int point = 0; point < result.values().size(); point++) {
            int slot = call.window().slotOf(result.timestamps().get(point));
            if (slot < 0) {
                throw UnusableAnswerException.passing("a value's time %s is none of those asked for"
                        .formatted(result.timestamps().get(point)));
            }
            values[query][slot] = result.values().get(point);
        }
    }

    private void note(List<MessageData> more) {
        more.forEach(message -> messages.add(
                Text.printable(message.code(), 60) + ": " + Text.printable(String.valueOf(message.value()), 200)));
    }

    /** What was answered, if all of it was. */
    CallResult result() throws UnusableAnswerException {
        for (String id : queries.keySet()) {
            String status = statuses.getOrDefault(id, "no answer");
            if (!status.equals("Complete")) {
                String reason = "%s is %s%s".formatted(seriesOf(id), Text.printable(status, 60), said());
                throw status.equals("Forbidden")
                        ? UnusableAnswerException.lasting(reason)
                        : UnusableAnswerException.passing(reason);
            }
        }
        return new CallResult(values);
    }

    private String seriesOf(String id) {
        Series series =
                call.queries().get(Objects.requireNonNull(queries.get(id))).series();
        return Text.printable(series.metric() + " " + series.dimensions(), 300);
    }

    private String said() {
        return messages.isEmpty()
                ? ""
                : messages.stream().sorted().limit(MESSAGES_TOLD).collect(Collectors.joining("; ", " (", ")"));
    }

    /** Remarks of CloudWatch's on an answer that is complete all the same. */
    Set<String> messages() {
        return messages;
    }
}
