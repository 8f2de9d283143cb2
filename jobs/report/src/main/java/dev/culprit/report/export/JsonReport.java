package dev.culprit.report.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Experiment;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Elsewhere;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Suspect;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.Coverage;
import dev.culprit.report.data.FirstDay;
import dev.culprit.report.data.FleetNull;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.data.SeriesInventory;
import dev.culprit.report.data.SimulatedPrior;
import dev.culprit.report.history.Change;
import dev.culprit.report.history.FirstVerdict;
import dev.culprit.report.history.Forecast;
import dev.culprit.report.page.Provenance;
import dev.culprit.report.remedy.NextSteps;
import dev.culprit.report.remedy.Remedies;
import dev.culprit.report.remedy.Remedy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * report.json, for automation: keys are stable, unknown is null, numbers are plain, times ISO-8601 in UTC. Other people's
 * texts stand as they are, cut at {@value #LONGEST_TEXT} characters; the file is ASCII, so that none of them acts on a terminal.
 */
public final class JsonReport {
    /** By hand: enough to recognise a value, and to read a sentence; what is cut ends with an ellipsis. */
    private static final int LONGEST_VALUE = 120;

    private static final int LONGEST_TEXT = 2000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private final Remedies remedies;
    private final Provenance provenance;

    public JsonReport(Remedies remedies) {
        this(remedies, Provenance.UNKNOWN);
    }

    public JsonReport(Remedies remedies, Provenance provenance) {
        this.remedies = remedies;
        this.provenance = provenance;
    }

    public String render(ReportData data) {
        ObjectNode report = NODES.objectNode();
        report.set("period", period(data.period()));
        ArrayNode findings = report.putArray("findings");
        data.findings().forEach(found -> findings.add(finding(data, found)));
        report.set("coverage", coverage(data.coverage()));
        put(report, "expectedFalse", expectedFalse(data));
        report.set("falseDiscoveries", falseDiscoveries(data));
        report.put("version", provenance.version());
        report.put(
                "generatedAt",
                provenance.generatedAt() == null
                        ? null
                        : provenance.generatedAt().toString());
        report.put("command", provenance.command());
        try {
            return WRITER.writeValueAsString(report) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain nodes cannot be written", impossible);
        }
    }

    /** Null where labels are named of which nothing is known. */
    private static @Nullable Double expectedFalse(ReportData data) {
        return data.nulls().isEmpty() || FleetNull.namedWithout(data.findings()) > 0
                ? null
                : (Double) data.nulls().stream()
                        .mapToDouble(FleetNull::expectedFalse)
                        .sum();
    }

    /** What the fleet says of chance; where it is too small, what simulated incidents say. */
    private static ObjectNode falseDiscoveries(ReportData data) {
        List<FleetNull> nulls = data.nulls();
        ObjectNode node = NODES.objectNode();
        ArrayNode environments = node.putArray("environments");
        nulls.forEach(each -> put(
                environments
                        .addObject()
                        .put("environment", each.environment())
                        .put("pairs", each.pairs())
                        .put("tested", each.tested().size())
                        .put("named", each.named()),
                "expectedFalse",
                each.expectedFalse()));
        ArrayNode priors = node.putArray("simulatedPrior");
        if (nulls.isEmpty() || FleetNull.namedWithout(data.findings()) > 0) {
            SimulatedPrior.all().forEach(prior -> {
                ObjectNode one = priors.addObject();
                put(one, "prevalence", prior.prevalence());
                put(one, "falseShare", prior.falseShare());
            });
        }
        return node;
    }

    private static ObjectNode period(Period period) {
        return NODES.objectNode()
                .put("from", period.from().toString())
                .put("to", period.to().toString());
    }

    private ObjectNode finding(ReportData data, ContainerFinding found) {
        Finding finding = found.finding();
        ObjectNode node = NODES.objectNode()
                .put("environment", found.container().environment())
                .put("cluster", finding.cluster())
                .put("namespace", found.container().namespace())
                .put("workload", found.container().workload())
                .put("container", found.container().container())
                .put("verdict", finding.verdict().word());
        put(node, "confidence", finding.confidence());
        put(node, "pValue", finding.pValue());
        node.set("memory", memory(finding.memory()));
        ArrayNode culprits = node.putArray("culprits");
        finding.culprits().forEach(culprit -> culprits.add(culprit(found.container(), culprit)));
        ArrayNode suspects = node.putArray("suspects");
        found.suspects().forEach(suspect -> suspects.add(suspect(suspect)));
        ArrayNode evidence = node.putArray("evidence");
        finding.evidence().forEach(reason -> evidence.add(evidence(reason)));
        texts(node.putArray("refutedBy"), finding.refutedBy(), LONGEST_TEXT);
        texts(node.putArray("missing"), finding.missing(), LONGEST_TEXT);
        ArrayNode environments = node.putArray("environments");
        finding.environments().forEach(elsewhere -> environments.add(elsewhere(elsewhere)));
        node.set("change", change(data.change(found.container())));
        node.set("forecast", forecast(data.forecast(found.container())));
        node.put("guide", VerdictGuide.path(finding.verdict()));
        node.set("soFar", soFar(data.firstDay(found.container())));
        texts(node.putArray("nextSteps"), NextSteps.of(remedies, data, found), LONGEST_TEXT);
        return node;
    }

    private static @Nullable ObjectNode soFar(@Nullable FirstDay day) {
        if (day == null) {
            return null;
        }
        ObjectNode node = NODES.objectNode();
        FirstVerdict verdict = day.verdict();
        node.put("text", verdict == null ? null : verdict.sentence());
        put(node, "hours", verdict == null ? null : (Double) verdict.hours());
        node.put(
                "verdictExpected",
                verdict == null || verdict.expected() == null
                        ? null
                        : verdict.expected().toString());
        SeriesInventory inventory = day.inventory();
        node.put("series", inventory == null ? null : (Long) inventory.series());
        ArrayNode labels = node.putArray("labels");
        ArrayNode metrics = node.putArray("metrics");
        if (inventory != null) {
            inventory
                    .labels()
                    .forEach(label -> labels.addObject()
                            .put("label", cut(label.label(), LONGEST_TEXT))
                            .put("values", label.values())
                            .put("newValues", label.newValues())
                            .put("series", label.series()));
            inventory
                    .metrics()
                    .forEach(metric -> metrics.addObject()
                            .put("metric", cut(metric.metric(), LONGEST_TEXT))
                            .put("series", metric.series()));
        }
        return node;
    }

    private static @Nullable ObjectNode change(@Nullable Change change) {
        if (change == null) {
            return null;
        }
        ObjectNode node =
                NODES.objectNode().put("kind", change.kind().word()).put("text", cut(change.sentence(), LONGEST_TEXT));
        node.put("since", change.since() == null ? null : change.since().toString());
        node.set("slopeBefore", interval(change.slopeBefore()));
        node.set("slopeAfter", interval(change.slopeAfter()));
        put(node, "seriesPerHourBefore", change.birthsPerHourBefore());
        put(node, "seriesPerHourAfter", change.birthsPerHourAfter());
        return node;
    }

    private static @Nullable ObjectNode forecast(@Nullable Forecast forecast) {
        if (forecast == null) {
            return null;
        }
        ObjectNode node = NODES.objectNode().put("text", forecast.sentence());
        put(node, "hoursToLimit", forecast.hoursToLimit());
        put(node, "earliest", forecast.earliest());
        put(node, "latest", forecast.latest());
        node.put(
                "nextRestart",
                forecast.nextRestart() == null ? null : forecast.nextRestart().toString());
        node.put("restartFirst", forecast.restartFirst());
        Instant at = forecast.at();
        node.put("at", at == null ? null : at.toString());
        return node;
    }

    private static @Nullable ObjectNode memory(@Nullable MemoryTrend memory) {
        if (memory == null) {
            return null;
        }
        ObjectNode node = NODES.objectNode();
        put(node, "slopeBytesPerHour", memory.slopeBytesPerHour());
        put(node, "low", memory.low());
        put(node, "high", memory.high());
        node.put("shape", memory.shape().word());
        node.put("lifetimes", memory.lifetimes());
        put(node, "hoursToLimit", memory.hoursToLimit());
        return node;
    }

    private ObjectNode culprit(ReplicatedContainer container, Culprit culprit) {
        ObjectNode node = NODES.objectNode();
        texts(node.putArray("labels"), culprit.labels(), LONGEST_TEXT);
        texts(node.putArray("metrics"), culprit.metrics(), LONGEST_TEXT);
        put(node, "confidence", culprit.confidence());
        node.put("since", culprit.since().toString());
        put(node, "seriesPerHour", culprit.seriesPerHour());
        put(node, "valuesPerHour", culprit.valuesPerHour());
        put(node, "seriesPerValue", culprit.seriesPerValue());
        node.set("bytesPerSeries", interval(culprit.bytesPerSeries()));
        node.put("valuePattern", cut(culprit.values().valuePattern(), LONGEST_VALUE));
        texts(node.putArray("examples"), culprit.values().examples(), LONGEST_VALUE);
        node.putObject("saving")
                .put("series", culprit.saving().series())
                .put("bytes", culprit.saving().bytes());
        Remedy remedy = remedies.remedyFor(container, culprit);
        ObjectNode advice = remedy(remedy);
        ArrayNode alternatives = advice.putArray("alternatives");
        remedy.alternatives().forEach(alternative -> alternatives.add(remedy(alternative)));
        node.set("remedy", advice);
        return node;
    }

    private static ObjectNode suspect(Suspect suspect) {
        ObjectNode node = NODES.objectNode();
        texts(node.putArray("labels"), suspect.labels(), LONGEST_TEXT);
        put(node, "probability", suspect.probability());
        put(node, "seriesPerHour", suspect.seriesPerHour());
        node.set("bytesPerSeries", interval(suspect.bytesPerSeries()));
        put(node, "share", suspect.share());
        Experiment experiment = suspect.experiment();
        node.set("experiment", experiment == null ? null : experiment(experiment));
        return node;
    }

    private static ObjectNode experiment(Experiment experiment) {
        ObjectNode node = NODES.objectNode()
                .put("action", cut(experiment.action(), LONGEST_TEXT))
                .put("expected", cut(experiment.expected(), LONGEST_TEXT));
        put(node, "hours", experiment.hours());
        return node;
    }

    private static ObjectNode remedy(Remedy remedy) {
        return NODES.objectNode()
                .put("title", remedy.title())
                .put("text", remedy.text())
                .put("snippet", remedy.snippet())
                .put("caveat", String.join(" ", remedy.caveats()))
                .put("language", remedy.language())
                .put("saving", remedy.saving())
                .put("watch", remedy.watch())
                .put("query", remedy.query());
    }

    private static @Nullable ObjectNode interval(@Nullable Interval interval) {
        if (interval == null) {
            return null;
        }
        ObjectNode node = NODES.objectNode();
        put(node, "estimate", interval.estimate());
        put(node, "low", interval.low());
        put(node, "high", interval.high());
        return node;
    }

    private static ObjectNode evidence(Evidence evidence) {
        ObjectNode node =
                NODES.objectNode().put("kind", evidence.kind()).put("text", cut(evidence.text(), LONGEST_TEXT));
        ObjectNode figures = node.putObject("figures");
        evidence.figures().forEach(figure -> put(figures, figure.name(), figure.value()));
        return node;
    }

    private static ObjectNode elsewhere(Elsewhere elsewhere) {
        ObjectNode node = NODES.objectNode()
                .put("environment", elsewhere.environment())
                .put("verdict", elsewhere.verdict().word());
        put(node, "seriesPerHour", elsewhere.seriesPerHour());
        put(node, "slopeBytesPerHour", elsewhere.slopeBytesPerHour());
        return node;
    }

    private static ObjectNode coverage(Coverage coverage) {
        ObjectNode node = NODES.objectNode()
                .put("scrapes", coverage.scrapes())
                .put("rejected", coverage.rejected())
                .put("memoryPoints", coverage.memoryPoints());
        ArrayNode gaps = node.putArray("gaps");
        coverage.gaps()
                .forEach(gap -> gaps.addObject()
                        .put("environment", gap.container().environment())
                        .put("namespace", gap.container().namespace())
                        .put("pod", gap.container().pod())
                        .put("container", gap.container().container())
                        .put("from", gap.from().toString())
                        .put("to", gap.to().toString())
                        .put("what", gap.what()));
        node.put("partial", coverage.partial()).put("unmatched", coverage.unmatched());
        ArrayNode unread = node.putArray("unread");
        coverage.unread()
                .forEach(reason -> unread.addObject()
                        .put("environment", reason.environment())
                        .put("file", cut(reason.file(), LONGEST_TEXT))
                        .put("position", reason.position())
                        .put("reason", cut(reason.reason(), LONGEST_TEXT))
                        .put("count", reason.count()));
        return node;
    }

    private static void texts(ArrayNode array, List<String> texts, int limit) {
        texts.forEach(text -> array.add(cut(text, limit)));
    }

    /** JSON knows neither NaN nor infinity. */
    private static void put(ObjectNode node, String key, @Nullable Double number) {
        node.put(
                key,
                number == null || !Double.isFinite(number)
                        ? null
                        : BigDecimal.valueOf(number).stripTrailingZeros());
    }

    private static String cut(String text, int limit) {
        return text.codePointCount(0, text.length()) <= limit
                ? text
                : text.substring(0, text.offsetByCodePoints(0, limit - 1)) + "…";
    }
}
