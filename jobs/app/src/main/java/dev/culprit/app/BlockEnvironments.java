package dev.culprit.app;

import com.typesafe.config.ConfigUtil;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import dev.culprit.tsdb.BlockChoice;
import dev.culprit.tsdb.DataFolder;
import dev.culprit.tsdb.DataFolder.BlockFolder;
import dev.culprit.tsdb.FolderSpan;
import dev.culprit.tsdb.OpenFolder;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdbfiles.BlockPlaces;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The environments whose data a path holds: a bucket's tenants, or the clusters that external labels tell apart; mostly it is one. */
record BlockEnvironments(List<Environment> environments) {
    private static final Logger LOG = LoggerFactory.getLogger(BlockEnvironments.class);
    private static final int LONGEST = 300;

    /** External labels that name what others call an environment, the first that there is. */
    static final List<String> LABELS = List.of("environment", "env", "cluster", "prometheus");
    /**
     * Those by which environments are told apart. Several servers of one cluster are not: one may have the memory of what another has
     * the series of.
     */
    private static final List<String> APART = List.of("environment", "env", "cluster");

    /** As Prometheus names them ({@code web/api/v1/api.go}). */
    private static final String SNAPSHOT = "[0-9]{8}T[0-9]{6}Z-[0-9a-f]+";

    /**
     * One of them.
     *
     * @param block of a configuration
     * @param first time of any sample at the earliest, in milliseconds since 1970; {@code last} at the latest
     */
    record Environment(String name, String block, long first, long last) {}

    BlockEnvironments {
        environments = List.copyOf(environments);
    }

    /** Time of any sample at the earliest, in milliseconds since 1970. */
    long first() {
        return environments.stream().mapToLong(Environment::first).min().orElse(0);
    }

    /** At the latest, likewise. */
    long last() {
        return environments.stream().mapToLong(Environment::last).max().orElse(0);
    }

    /** All, as blocks of a configuration. */
    List<String> blocks() {
        return environments.stream().map(Environment::block).toList();
    }

    /**
     * Those that have data of a period, as blocks of a configuration: what was dissolved or renamed before it is named and left out.
     * Where none has, all: their jobs say what there is instead.
     */
    List<String> within(Period period) {
        long from = period.wholeDays().from().toEpochMilli();
        long to = period.wholeDays().to().toEpochMilli();
        List<Environment> within = environments.stream()
                .filter(each -> each.last() >= from && each.first() < to)
                .toList();
        if (within.isEmpty()) {
            return blocks();
        }
        environments.stream()
                .filter(each -> !within.contains(each))
                .forEach(each -> LOG.warn(
                        "{}: left out: its data is from {} to {}, none of the period",
                        each.name(),
                        Instant.ofEpochMilli(each.first()),
                        Instant.ofEpochMilli(each.last())));
        return within.stream().map(Environment::block).toList();
    }

    /** What is in one place. */
    private record Found(String path, List<BlockFolder> blocks, long first, long last) {}

    /**
     * Looks what is there.
     *
     * @throws CorruptException where there is nothing of use: the message is what follows the path
     * @throws IllegalArgumentException where the path is none, likewise
     */
    static BlockEnvironments find(String text, Configuration hadoop) throws IOException {
        String path = BlockPlaces.path(text);
        BlockFiles files = BlockPlaces.of(path, hadoop);
        List<String> tenants = files.isFolder(path) ? DataFolder.parts(files, path) : List.of();
        if (tenants.size() > 1 && tenants.stream().noneMatch(tenant -> isSnapshot(path, tenant))) {
            return ofTenants(files, path, tenants);
        }
        return new BlockEnvironments(environments(text, look(files, path)));
    }

    /** One that is being deleted, or is damaged, is named and left out. */
    private static BlockEnvironments ofTenants(BlockFiles files, String path, List<String> tenants) throws IOException {
        List<Environment> environments = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        @Nullable CorruptException last = null;
        for (String tenant : tenants) {
            try {
                Found found = look(files, BlockFiles.child(path, tenant));
                String name = unused(clean(tenant, "tenant"), names);
                environments.add(new Environment(name, block(name, found.path(), ""), found.first(), found.last()));
            } catch (CorruptException unreadable) {
                last = new CorruptException("%s %s".formatted(tenant, unreadable.getMessage()));
                LOG.warn(
                        "{}: left out tenant {}",
                        Text.printable(path, LONGEST),
                        Text.printable(String.valueOf(last.getMessage()), LONGEST));
            }
        }
        if (environments.isEmpty() && last != null) {
            throw new CorruptException("holds no tenant that can be read: " + last.getMessage());
        }
        return new BlockEnvironments(environments);
    }

    private static boolean isSnapshot(String path, String name) {
        return BlockFiles.name(path).equals("snapshots") || name.matches(SNAPSHOT);
    }

    /**
     * Of a bucket, what its blocks' meta.json say, or the folders of exports: indices and files are opened where the period is
     * known.
     */
    private static Found look(BlockFiles files, String path) throws IOException {
        @Nullable DataFolder listed = files.isLocal() ? null : DataFolder.list(files, path, BlockChoice.ALL);
        if (listed != null && !listed.exports().isEmpty()) {
            @Nullable FolderSpan span = DataFolder.exportSpan(files, path);
            if (span != null) {
                return new Found(path, List.of(), span.from(), span.to() - 1);
            }
        }
        if (listed == null || !listed.exports().isEmpty()) {
            OpenFolder folder = OpenFolder.open(files, path, BlockChoice.ALL);
            List<SeriesSource> sources = folder.sources(files);
            return new Found(
                    path,
                    folder.blocks(),
                    sources.stream().mapToLong(SeriesSource::minTime).min().orElse(0),
                    sources.stream().mapToLong(SeriesSource::maxTime).max().orElse(1) - 1);
        }
        if (listed.blocks().isEmpty()) {
            throw new CorruptException(listed.whyEmpty());
        }
        return new Found(path, listed.blocks(), first(listed.blocks()), last(listed.blocks()));
    }

    /** One for each value of the label that tells all blocks apart; else one. */
    private static List<Environment> environments(String path, Found found) {
        List<BlockFolder> blocks = found.blocks();
        for (String label : APART) {
            Set<String> values = new TreeSet<>();
            blocks.forEach(block -> values.add(block.external().getOrDefault(label, "")));
            if (!values.contains("") && values.size() > 1) {
                Set<String> names = new LinkedHashSet<>();
                List<Environment> environments = new ArrayList<>();
                for (String value : values) {
                    String name = unused(clean(value, PrometheusOption.UNNAMED), names);
                    String chosen = ", external-labels { %s = %s }"
                            .formatted(ConfigUtil.quoteString(label), ConfigUtil.quoteString(value));
                    List<BlockFolder> its = blocks.stream()
                            .filter(block -> value.equals(block.external().get(label)))
                            .toList();
                    environments.add(new Environment(name, block(name, path, chosen), first(its), last(its)));
                }
                return environments;
            }
        }
        Map<String, String> common = new HashMap<>();
        for (String label : LABELS) {
            Set<String> values = new TreeSet<>();
            blocks.forEach(block -> values.add(block.external().getOrDefault(label, "")));
            if (values.size() == 1) {
                common.put(label, values.iterator().next());
            }
        }
        String name = name(common, PrometheusOption.UNNAMED);
        return List.of(new Environment(name, block(name, path, ""), found.first(), found.last()));
    }

    private static long first(List<BlockFolder> blocks) {
        return blocks.stream().mapToLong(block -> block.meta().minTime()).min().orElse(0);
    }

    private static long last(List<BlockFolder> blocks) {
        return blocks.stream().mapToLong(block -> block.meta().maxTime()).max().orElse(1) - 1;
    }

    private static String block(String name, String path, String more) {
        return "{ name = %s, prometheus { path = %s%s } }"
                .formatted(ConfigUtil.quoteString(name), ConfigUtil.quoteString(path), more);
    }

    /** What the labels call the environment, in letters that a name may have. */
    static String name(Map<String, String> external, String otherwise) {
        return LABELS.stream()
                .map(label -> clean(external.getOrDefault(label, ""), ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(otherwise);
    }

    private static String clean(String value, String otherwise) {
        String clean = value.replaceAll("[^A-Za-z0-9._-]+", "-");
        return clean.isEmpty() ? otherwise : clean;
    }

    /** The name, with a number where it is taken. */
    private static String unused(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }
}
