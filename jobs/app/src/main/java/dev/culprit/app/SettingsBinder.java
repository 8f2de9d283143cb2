package dev.culprit.app;

import com.typesafe.config.ConfigObject;
import dev.culprit.app.Settings.EnvironmentSettings;
import dev.culprit.extract.memory.MemorySources;
import dev.culprit.extract.memory.promql.QueryMemory;
import dev.culprit.extract.memory.promql.ServerKeys;
import dev.culprit.extract.memory.scrapes.ScrapeMemory;
import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.memory.source.SourceType;
import dev.culprit.extract.memory.tsdb.TsdbMemory;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.extract.series.promql.QuerySource;
import dev.culprit.extract.series.text.ScrapeSource;
import dev.culprit.extract.series.tsdb.TsdbSource;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.Secrets;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.report.ReportSettings;
import dev.culprit.report.chat.Webhook;
import dev.culprit.report.data.ShownValues;
import dev.culprit.report.export.ExportFormat;
import dev.culprit.report.mail.MailSettings.Occasion;
import dev.culprit.report.page.LinkTemplate;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.scrapefiles.ScrapeReading;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.net.URI;
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
    /** Prometheus' own data, as a kind of scrapes. */
    private static final String TSDB = "tsdb";

    /** A server that is asked, as a kind of scrapes. */
    private static final String PROMQL = "promql";

    private static final String TEXT = "text";

    /** By hand: a webhook's path of fewer letters names a service and hides no token; masked, it would garble paths of files. */
    private static final int SECRET_PATH = 16;

    /** As in conf/culprit.conf. */
    private static final double USUAL_RATE = 0.05;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final ConfigErrors errors = new ConfigErrors();
    private final ConfigBlock root;

    SettingsBinder(ConfigObject root) {
        this.root = new ConfigBlock("", root, errors);
    }

    /** @throws ConfigurationException with every key that is unknown, missing or ill-formed */
    Settings bind() {
        return bind(true);
    }

    /** For what asks no environment: whoever ran without a configuration has named none. */
    Settings bindWarehouse() {
        return bind(false);
    }

    private Settings bind(boolean needsEnvironments) {
        ConfigBlock culprit = root.block("culprit");
        if (needsEnvironments && culprit.isEmptyList("environments")) {
            culprit.absent(
                    "environments",
                    "is empty",
                    "name at least one environment, as the comments of conf/culprit.conf show");
        }
        ConfigBlock period = culprit.block("period");
        Instant from = period.optional("from", PeriodChoice::parse);
        Instant to = period.optional("to", PeriodChoice::parse);
        ConfigBlock report = culprit.block("report");
        Double rate = report.optional("false-discovery-rate", SettingsBinder::rate);
        ShownValues showValues = report.optional("show-values", ShownValues::named);
        Settings settings = new Settings(
                culprit.text("warehouse"),
                from,
                to,
                environments(culprit),
                new ReportSettings(
                                report.text("title"),
                                report.text("output"),
                                report.flag("redact"),
                                showValues == null ? ShownValues.MASKED : showValues,
                                exports(report),
                                MailBinder.bind(report.block("mail")))
                        .to(webhooks(report))
                        .with(links(report)),
                report.flag("fail-on-finding"),
                rate == null ? USUAL_RATE : rate);
        root.refuseOthers();
        errors.refuse();
        return settings;
    }

    private static double rate(String text) {
        try {
            double rate = Double.parseDouble(text);
            if (rate > 0 && rate < 1) {
                return rate;
            }
        } catch (NumberFormatException e) {
            // Told below, like any other text that is no rate.
        }
        throw new IllegalArgumentException("must be a number between 0 and 1, such as 0.05");
    }

    /** A wrong one is noted, and left out. */
    private static List<Webhook> webhooks(ConfigBlock report) {
        List<Webhook> webhooks = new ArrayList<>();
        for (ConfigBlock block : report.blocks("webhooks")) {
            @Nullable String word = block.optionalText("kind");
            Webhook.@Nullable Kind kind = block.optional("kind", Webhook.Kind::named);
            @Nullable URI url = block.optional("url", Webhook::address);
            @Nullable Occasion when = block.optional("when", Occasion::named);
            String environment = pattern(block, "environment");
            String namespace = pattern(block, "namespace");
            String workload = pattern(block, "workload");
            if (word == null) {
                block.absent("kind", "is missing", "it is slack, teams or generic");
            }
            if (block.optionalText("url") == null) {
                block.absent("url", "is missing", "it is the webhook's address, usually as ${?SLACK_WEBHOOK}");
            }
            if (url != null) {
                Secrets.add(url.toString());
                if (url.getPath().length() >= SECRET_PATH) {
                    Secrets.add(url.getPath());
                }
            }
            if (kind != null && url != null) {
                webhooks.add(
                        Webhook.of(kind, url, environment, namespace, workload, when == null ? Occasion.ALWAYS : when));
            }
        }
        return webhooks;
    }

    private static String pattern(ConfigBlock block, String key) {
        @Nullable String glob = block.optionalText(key);
        return glob == null ? "*" : glob;
    }

    /** A wrong address is noted, and the link left out. */
    private static List<LinkTemplate> links(ConfigBlock report) {
        List<LinkTemplate> links = new ArrayList<>();
        for (ConfigBlock block : report.blocks("links")) {
            String name = block.text("name");
            @Nullable String environment = block.optionalText("environment");
            String url = block.text("url");
            if (!url.isEmpty()) {
                try {
                    links.add(new LinkTemplate(name, url, environment == null ? "*" : environment));
                } catch (IllegalArgumentException unfit) {
                    block.wrong("url", String.valueOf(unfit.getMessage()));
                }
            }
        }
        return links;
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
        for (ConfigBlock block : culprit.blocks("environments")) {
            String name = block.text("name");
            if (!name.isEmpty() && !NAME.matcher(name).matches()) {
                block.wrong("name", "must be of letters, digits, '.', '_' and '-'");
            } else if (!name.isEmpty() && !names.add(name)) {
                block.wrong("name", "must differ from the other environments' names");
            }
            environments.add(environment(name, block));
        }
        return environments;
    }

    /** What the block {@code prometheus} says of both is overridden by either's own block. */
    private static EnvironmentSettings environment(String name, ConfigBlock block) {
        @Nullable MemorySource memory = null;
        @Nullable ArchiveSource scrapes = null;
        if (block.has("prometheus")) {
            ConfigBlock prometheus = block.block("prometheus");
            @Nullable PrometheusServer server = server(name, prometheus);
            if (server == null) {
                TsdbSource source = tsdb(name, prometheus);
                scrapes = source;
                memory = new TsdbMemory(name, source.path(), source.labels(), source.blocks());
            } else {
                SubjectLabels labels = subjectLabels(prometheus);
                scrapes = new QuerySource(server, labels);
                memory = new QueryMemory(server, labels);
            }
        }
        if (block.has("scrapes")) {
            scrapes = scrapes(name, block.block("scrapes"));
        }
        if (block.has("memory")) {
            ConfigBlock ofMemory = block.block("memory");
            memory = memory(name, ofMemory);
            if (memory instanceof ScrapeMemory unplaced) {
                memory = inScrapes(unplaced, scrapes, ofMemory);
            }
        }
        return new EnvironmentSettings(name, memory, scrapes);
    }

    /** Memory in the environment's scrapes, wherever these are. */
    private static MemorySource inScrapes(ScrapeMemory unplaced, @Nullable ArchiveSource scrapes, ConfigBlock memory) {
        if (scrapes instanceof ScrapeSource source) {
            return unplaced.in(source.folder());
        }
        if (scrapes instanceof TsdbSource source) {
            return new TsdbMemory(source.environment(), source.path(), source.labels(), source.blocks());
        }
        if (scrapes instanceof QuerySource source) {
            return new QueryMemory(source.server(), source.labels());
        }
        memory.wrong("source", "needs a block scrapes beside memory: it is these that are read for memory");
        return unplaced;
    }

    /** Null where it is not a server that is meant, but its data. */
    private static @Nullable PrometheusServer server(String environment, ConfigBlock prometheus) {
        prometheus.refuse(Map.of(
                "path", "belongs to a server's own data, not to a server that is asked",
                "url", "belongs to another server than that of amp or cloudwatch"));
        if (prometheus.has("cloudwatch")) {
            return ServerKeys.cloudWatch(environment, prometheus.block("cloudwatch"), prometheus);
        }
        if (prometheus.has("amp")) {
            return ServerKeys.workspace(environment, prometheus.block("amp"), prometheus);
        }
        return prometheus.has("url") ? ServerKeys.bind(environment, prometheus) : null;
    }

    /** Null where the source is none of those there are. */
    private static @Nullable MemorySource memory(String environment, ConfigBlock memory) {
        String word = memory.text("source");
        Map<String, String> ofOthers = new HashMap<>();
        @Nullable MemorySource source = null;
        for (SourceType type : MemorySources.types()) {
            if (type.word().equals(word)) {
                source = type.bind(environment, memory);
            } else {
                keys(type).forEach(key -> ofOthers.merge(key, type.word(), "%s or %s"::formatted));
            }
        }
        if (source == null) {
            if (!word.isEmpty()) {
                memory.wrong("source", "must be " + words(MemorySources.types()));
            }
            MemorySources.types().forEach(type -> keys(type).forEach(memory::has)); // whose they are is not known
        } else {
            ofOthers.replaceAll((key, others) -> "belongs to memory.source = %s, not to %s".formatted(others, word));
            memory.refuse(ofOthers);
        }
        return source;
    }

    private static String words(List<SourceType> types) {
        List<String> words = types.stream().map(SourceType::word).toList();
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
    }

    /** What a source of the type asks for in its block, found by having it read an absent one. */
    static Set<String> keys(SourceType type) {
        ConfigBlock absent = new ConfigBlock("", null, new ConfigErrors());
        type.bind("", absent);
        return absent.asked();
    }

    private static Long wholeNumber(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("must be a whole number");
        }
        return Long.valueOf(text);
    }

    private static ArchiveSource scrapes(String environment, ConfigBlock scrapes) {
        @Nullable String kind = scrapes.optionalText("kind");
        if (kind != null && !List.of(TEXT, TSDB, PROMQL).contains(kind)) {
            scrapes.wrong("kind", "must be text, tsdb or promql");
        }
        if (TSDB.equals(kind) || PROMQL.equals(kind)) {
            Map<String, String> ofText = new HashMap<>();
            for (String key : List.of("pattern", "namespace", "workload", "container", "time", "strict", "limits")) {
                ofText.put(key, "belongs to scrapes.kind = text, not to " + kind);
            }
            scrapes.refuse(ofText);
            return TSDB.equals(kind)
                    ? tsdb(environment, scrapes)
                    : new QuerySource(ServerKeys.bind(environment, scrapes), subjectLabels(scrapes));
        }
        @Nullable String pattern = scrapes.optionalText("pattern");
        return new ScrapeSource(new ScrapeFolder(
                environment,
                scrapes.text("path"),
                pattern == null ? ScrapeFolder.DEFAULT_PATTERN : pattern,
                scrapes.optionalText("cluster"),
                scrapes.optionalText("namespace"),
                scrapes.optionalText("workload"),
                scrapes.optionalText("container"),
                reading(scrapes)));
    }

    private static TsdbSource tsdb(String environment, ConfigBlock block) {
        String path = block.text("path");
        SubjectLabels labels = subjectLabels(block);
        @Nullable
        List<String> observers = block.has("observers") ? block.list("observers", SettingsBinder::observer) : null;
        return new TsdbSource(environment, path, labels, observers, TsdbMemory.blocks(block));
    }

    /** A pattern that names targets. */
    private static String observer(String text) {
        if (text.split("/", -1).length != 3) {
            throw new IllegalArgumentException("must be namespace/pod/container, in which * stands for any text");
        }
        return text;
    }

    private static SubjectLabels subjectLabels(ConfigBlock block) {
        return SubjectLabels.of(block.optionalText("cluster"), targetLabels(block, SubjectLabels.PARTS));
    }

    /** Names of labels, by what they tell. */
    private static Map<String, String> targetLabels(ConfigBlock block, List<String> parts) {
        ConfigBlock names = block.block("target-labels");
        Map<String, String> labels = new HashMap<>();
        for (String told : parts) {
            @Nullable String label = names.optionalText(told);
            if (label != null) {
                labels.put(told, label);
            }
        }
        return labels;
    }

    private static ScrapeReading reading(ConfigBlock scrapes) {
        Map<String, String> labels = targetLabels(scrapes, ScrapeReading.TARGET_LABELS);
        ConfigBlock limitBlock = scrapes.block("limits");
        Map<String, Long> limits = new HashMap<>();
        for (String name : ScrapeReading.LIMITS) {
            @Nullable Long limit = limitBlock.optional(name, SettingsBinder::wholeNumber);
            if (limit != null) {
                limits.put(name, limit);
            }
        }
        boolean modified = oneOf(scrapes, "time", "path", "modified");
        boolean strict = oneOf(scrapes, "strict", "false", "true");
        try {
            return ScrapeReading.of(modified, strict, labels, limits);
        } catch (IllegalArgumentException outOfRange) {
            String[] nameAndFault = String.valueOf(outOfRange.getMessage()).split(" ", 2);
            limitBlock.wrong(nameAndFault[0], nameAndFault[1]);
            return ScrapeReading.DEFAULT;
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
