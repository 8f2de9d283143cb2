package dev.culprit.report;

import dev.culprit.model.JobLauncher;
import dev.culprit.model.JobSummary;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.OutputFolder.Content;
import dev.culprit.warehouse.Warehouse;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Job 4. Two runs over the same tables give the same bytes: no clock is read. */
public final class ReportJob {
    private static final String HTML = "report.html";
    private static final String JSON = "report.json";

    private ReportJob() {}

    public static void main(String[] arguments) {
        JobLauncher.run("report", arguments);
    }

    /** Writes report.html and report.json, and the exports that are asked for, for the period whose findings {@code correlate} has left. */
    public static ReportOutcome run(
            Warehouse warehouse,
            Configuration configuration,
            List<String> environments,
            Period period,
            ReportSettings settings) {
        ReportData read = EarlierWeeks.read(warehouse, environments, period)
                .addTo(TableReader.read(warehouse, environments, period));
        ReportData data = settings.redact() ? Redaction.redact(read) : read;
        Remedies known = Remedies.load();
        Remedies remedies = known.knowing(Producers.read(warehouse, data, known.tellingFamilies()));
        Page page = new PageBuilder(data, remedies).build(settings.title(), settings.redact());
        OutputFolder output = new OutputFolder(settings.output(), configuration);
        SortedMap<String, Content> contents = new TreeMap<>();
        contents.put(HTML, Content.of(HtmlReport.render(page)));
        contents.put(JSON, Content.of(new JsonReport(remedies).render(data)));
        settings.exports()
                .forEach(format -> contents.put(format.file(), FindingExport.content(format, data, configuration)));
        output.write(contents);
        String htmlPath = output.locate(HTML);
        long named = data.cases().stream()
                .filter(one -> one.finding().verdict() == Verdict.LABEL)
                .count();
        JobSummary summary = new JobSummary(
                "report",
                List.of(
                        Quantity.count(data.cases().size(), "finding", "findings"),
                        Quantity.count(named, "label named", "labels named"),
                        htmlPath));
        return new ReportOutcome(summary, ConsoleTable.render(data), htmlPath, named > 0);
    }
}
