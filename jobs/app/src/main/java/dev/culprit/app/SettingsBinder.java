package dev.culprit.app;

import com.typesafe.config.ConfigObject;
import dev.culprit.app.Settings.EnvironmentSettings;
import dev.culprit.extract.memory.CloudWatch;
import dev.culprit.extract.memory.MemorySource;
import dev.culprit.extract.memory.MetricStream;
import dev.culprit.extract.memory.PerformanceLog;
import dev.culprit.extract.memory.Platform;
import dev.culprit.extract.series.ScrapeSource;
import dev.culprit.model.ConfigurationException;
import dev.culprit.report.ExportFormat;
import dev.culprit.report.ReportSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@link Settings} from a configuration. Every key is named here, and in {@code conf/culprit.conf}. */
final class SettingsBinder {
    private static final String METRIC_STREAM = "metric-stream";
    private static final String PERFORMANCE_LOG = "performance-log";
    private static final String CLOUDWATCH = "cloudwatch";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final ConfigErrors errors = new ConfigErrors();
    private final ConfigBlock root;

    SettingsBinder(ConfigObject root) {
        this.root = new ConfigBlock("", root, errors);
    }

    /** @throws ConfigurationException with every key that is unknown, missing or ill-formed */
    Settings bind() {
        ConfigBlock culprit = root.block("culprit");
        ConfigBlock period = culprit.block("period");
        Instant from = period.optional("from", PeriodChoice::parse);
        Instant to = period.optional("to", PeriodChoice::parse);
        ConfigBlock report = culprit.block("report");
        Settings settings = new Settings(
                culprit.text("warehouse"),
                from,
                to,
                environments(culprit),
                new ReportSettings(
                        report.text("title"),
                        report.text("output"),
                        report.flag("redact"),
                        exports(report),
                        MailBinder.bind(report.block("mail"))),
                report.flag("fail-on-finding"));
        root.refuseOthers();
        errors.refuse();
        return settings;
    }

    private static Set<ExportFormat> exports(ConfigBlock report) {
        Set<ExportFormat> formats = EnumSet.noneOf(ExportFormat.class);
        formats.addAll(report.list("export", ExportFormat::named));
        return formats;
    }

    /** Every key that was asked for. */
    Set<String> knownPaths() {
        return root.knownPaths().collect(Collectors.toSet());
    }

    private static List<EnvironmentSettings> environments(ConfigBlock culprit) {
        List<EnvironmentSettings> environments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<ConfigBlock> blocks = culprit.blocks("environments");
        if (culprit.isEmptyList("environments")) {
            culprit.absent(
                    "environments",
                    "is empty",
                    "name at least one environment, as the comments of conf/culprit.conf show");
        }
        for (ConfigBlock block : blocks) {
            String name = block.text("name");
            if (!name.isEmpty() && !NAME.matcher(name).matches()) {
                block.wrong("name", "must be of letters, digits, '.', '_' and '-'");
            } else if (!name.isEmpty() && !names.add(name)) {
                block.wrong("name", "must differ from the other environments' names");
            }
            environments.add(new EnvironmentSettings(
                    name,
                    block.has("memory") ? memory(name, block.block("memory")) : null,
                    block.has("scrapes") ? scrapes(name, block.block("scrapes")) : null));
        }
        return environments;
    }

    /** The keys of the other sources are read too: who tries several routes keeps the settings of all. */
    private static MemorySource memory(String environment, ConfigBlock memory) {
        String source = memory.text("source");
        boolean api = source.equals(CLOUDWATCH);
        boolean log = source.equals(PERFORMANCE_LOG);
        boolean files = log || source.equals(METRIC_STREAM);
        if (!source.isEmpty() && !api && !files) {
            memory.wrong("source", "must be metric-stream, performance-log or cloudwatch");
        }
        @Nullable String path = files ? memory.text("path") : memory.optionalText("path");
        @Nullable String cluster = api ? memory.text("cluster") : memory.optionalText("cluster");
        @Nullable String region = api ? memory.text("region") : memory.optionalText("region");
        @Nullable Platform platform = memory.optional("platform", Platform::named);
        @Nullable String account = memory.optional("account-id", SettingsBinder::accountId);
        @Nullable String role = memory.optionalText("role-arn");
        @Nullable String externalId = memory.optionalText("external-id");
        @Nullable Long most = memory.optional("max-metrics-requested", SettingsBinder::wholeNumber);
        @Nullable Double calls = memory.optional("calls-per-second", SettingsBinder::positive);
        @Nullable Double points = memory.optional("points-per-second", SettingsBinder::positive);
        if (!api) {
            return log ? new PerformanceLog(environment, path, cluster) : new MetricStream(environment, path, cluster);
        }
        return new CloudWatch(
                environment,
                platform == null ? Platform.EKS : platform,
                region,
                cluster,
                account,
                role,
                externalId,
                most,
                calls == null ? CloudWatch.CALLS_PER_SECOND : calls,
                points == null ? CloudWatch.POINTS_PER_SECOND : points);
    }

    private static Long wholeNumber(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("must be a whole number");
        }
        return Long.valueOf(text);
    }

    private static String accountId(String text) {
        if (!text.matches("[0-9]{12}")) {
            throw new IllegalArgumentException("must be the twelve digits of an AWS account");
        }
        return text;
    }

    private static Double positive(String text) {
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") || Double.parseDouble(text) == 0) {
            throw new IllegalArgumentException("must be a positive number");
        }
        return Double.valueOf(text);
    }

    private static ScrapeSource scrapes(String environment, ConfigBlock scrapes) {
        @Nullable String pattern = scrapes.optionalText("pattern");
        return new ScrapeSource(
                environment,
                scrapes.text("path"),
                pattern == null ? ScrapeSource.DEFAULT_PATTERN : pattern,
                scrapes.optionalText("cluster"),
                scrapes.optionalText("namespace"),
                scrapes.optionalText("workload"),
                scrapes.optionalText("container"),
                reading(scrapes));
    }

    private static ScrapeSource.Reading reading(ConfigBlock scrapes) {
        ConfigBlock labelNames = scrapes.block("target-labels");
        Map<String, String> labels = new HashMap<>();
        for (String told : ScrapeSource.Reading.TARGET_LABELS) {
            @Nullable String label = labelNames.optionalText(told);
            if (label != null) {
                labels.put(told, label);
            }
        }
        ConfigBlock limitBlock = scrapes.block("limits");
        Map<String, Long> limits = new HashMap<>();
        for (String name : ScrapeSource.Reading.LIMITS) {
            @Nullable Long limit = limitBlock.optional(name, SettingsBinder::wholeNumber);
            if (limit != null) {
                limits.put(name, limit);
            }
        }
        boolean modified = oneOf(scrapes, "time", "path", "modified");
        boolean strict = oneOf(scrapes, "strict", "false", "true");
        try {
            return ScrapeSource.Reading.of(modified, strict, labels, limits);
        } catch (IllegalArgumentException outOfRange) {
            String[] nameAndFault = String.valueOf(outOfRange.getMessage()).split(" ", 2);
            limitBlock.wrong(nameAndFault[0], nameAndFault[1]);
            return ScrapeSource.Reading.DEFAULT;
        }
    }

    /** Whether the key has the second of its two values; false where it is absent. */
    private static boolean oneOf(ConfigBlock block, String key, String usual, String other) {
        @Nullable String text = block.optionalText(key);
        if (text != null && !text.equals(usual) && !text.equals(other)) {
            block.wrong(key, "must be %s or %s".formatted(usual, other));
        }
        return other.equals(text);
    }
}
