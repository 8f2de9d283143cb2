package dev.culprit.app;

import com.typesafe.config.ConfigObject;
import dev.culprit.app.Settings.EnvironmentSettings;
import dev.culprit.app.Settings.MemorySettings;
import dev.culprit.extract.series.ScrapeSource;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.Nullable;
import dev.culprit.report.ReportSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes {@link Settings} of a configuration. Every key is named here, and in {@code conf/culprit.conf}. */
final class SettingsBinder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final Problems problems = new Problems();
    private final Section root;

    SettingsBinder(ConfigObject root) {
        this.root = new Section("", root, problems);
    }

    /** @throws ConfigurationException with the first key that is unknown, missing or ill-formed */
    Settings bind() {
        Section culprit = root.section("culprit");
        Section period = culprit.section("period");
        Instant from = period.optional("from", PeriodChoice::parse);
        Instant to = period.optional("to", PeriodChoice::parse);
        Section report = culprit.section("report");
        Settings settings = new Settings(
                culprit.text("warehouse"),
                from,
                to,
                environments(culprit),
                new ReportSettings(report.text("title"), report.text("output"), report.flag("redact")),
                report.flag("fail-on-finding"),
                mailTo(report.section("mail")));
        root.refuseOthers();
        problems.refuse();
        return settings;
    }

    /** Every key that was asked for. */
    Set<String> knownPaths() {
        return root.knownPaths().collect(Collectors.toSet());
    }

    private static List<EnvironmentSettings> environments(Section culprit) {
        List<EnvironmentSettings> environments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<Section> sections = culprit.sections("environments");
        if (sections.isEmpty()) {
            culprit.note(
                    "environments",
                    "is empty: name at least one environment, as the comments of conf/culprit.conf show");
        }
        for (Section section : sections) {
            String name = section.text("name");
            if (!name.isEmpty() && !NAME.matcher(name).matches()) {
                section.wrong("name", "must be of letters, digits, '.', '_' and '-'");
            } else if (!names.add(name)) {
                section.wrong("name", "must differ from the other environments' names");
            }
            environments.add(new EnvironmentSettings(
                    name,
                    section.has("memory") ? memory(section.section("memory")) : null,
                    section.has("scrapes") ? scrapes(name, section.section("scrapes")) : null));
        }
        return environments;
    }

    private static MemorySettings memory(Section memory) {
        String source = memory.text("source");
        if (!source.isEmpty()
                && !Set.of(MemorySettings.METRIC_STREAM, MemorySettings.CLOUDWATCH)
                        .contains(source)) {
            memory.wrong("source", "must be metric-stream or cloudwatch");
        }
        memory.accept("region", "role-arn", "external-id");
        return new MemorySettings(
                source,
                source.equals(MemorySettings.METRIC_STREAM) ? memory.text("path") : memory.optionalText("path"),
                memory.optionalText("cluster"));
    }

    private static ScrapeSource scrapes(String environment, Section scrapes) {
        @Nullable String pattern = scrapes.optionalText("pattern");
        return new ScrapeSource(
                environment,
                scrapes.text("path"),
                pattern == null ? ScrapeSource.DEFAULT_PATTERN : pattern,
                scrapes.optionalText("cluster"),
                scrapes.optionalText("namespace"),
                scrapes.optionalText("workload"),
                scrapes.optionalText("container"));
    }

    private static List<String> mailTo(Section mail) {
        Section smtp = mail.section("smtp");
        smtp.accept("host", "port", "user", "password");
        smtp.flag("tls");
        mail.accept("from");
        return mail.texts("to");
    }
}
