package dev.culprit.app;

import com.typesafe.config.ConfigUtil;
import dev.culprit.tsdb.BlockChoice;
import dev.culprit.tsdb.DataFolder;
import dev.culprit.tsdb.DataFolder.BlockFolder;
import dev.culprit.tsdb.OpenFolder;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdbfiles.BlockPlaces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;

/**
 * The environments whose data a path holds: a bucket's tenants, or the clusters that external labels tell apart; mostly it is one.
 *
 * @param environments as blocks of a configuration
 * @param first time of any sample at the earliest, in milliseconds since 1970; {@code last} at the latest
 */
record BlockEnvironments(List<String> environments, long first, long last) {
    /** External labels that name what others call an environment, the first that there is. */
    static final List<String> LABELS = List.of("environment", "env", "cluster", "prometheus");
    /**
     * Those by which environments are told apart. Several servers of one cluster are not: one may have the memory of what another has
     * the series of.
     */
    private static final List<String> APART = List.of("environment", "env", "cluster");

    /** As Prometheus names them ({@code web/api/v1/api.go}). */
    private static final String SNAPSHOT = "[0-9]{8}T[0-9]{6}Z-[0-9a-f]+";

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
        List<Found> all = new ArrayList<>();
        List<String> environments = new ArrayList<>();
        if (tenants.size() > 1 && tenants.stream().noneMatch(tenant -> isSnapshot(path, tenant))) {
            Set<String> names = new LinkedHashSet<>();
            for (String tenant : tenants) {
                Found found = look(files, BlockFiles.child(path, tenant));
                all.add(found);
                environments.add(environment(unused(clean(tenant, "tenant"), names), found.path(), ""));
            }
        } else {
            Found found = look(files, path);
            all.add(found);
            environments.addAll(environments(text, found.blocks()));
        }
        return new BlockEnvironments(
                environments,
                all.stream().mapToLong(Found::first).min().orElse(0),
                all.stream().mapToLong(Found::last).max().orElse(0));
    }

    private static boolean isSnapshot(String path, String name) {
        return BlockFiles.name(path).equals("snapshots") || name.matches(SNAPSHOT);
    }

    /** Of a bucket, what its blocks' meta.json say: indices are opened where the period is known. */
    private static Found look(BlockFiles files, String path) throws IOException {
        if (files.isLocal()) {
            OpenFolder folder = OpenFolder.open(files, path, BlockChoice.ALL);
            List<SeriesSource> sources = folder.sources(files);
            return new Found(
                    path,
                    folder.blocks(),
                    sources.stream().mapToLong(SeriesSource::minTime).min().orElse(0),
                    sources.stream().mapToLong(SeriesSource::maxTime).max().orElse(1) - 1);
        }
        DataFolder folder = DataFolder.list(files, path, BlockChoice.ALL);
        if (folder.blocks().isEmpty()) {
            throw new CorruptException(folder.whyEmpty());
        }
        return new Found(
                path,
                folder.blocks(),
                folder.blocks().stream()
                        .mapToLong(block -> block.meta().minTime())
                        .min()
                        .orElse(0),
                folder.blocks().stream()
                                .mapToLong(block -> block.meta().maxTime())
                                .max()
                                .orElse(1)
                        - 1);
    }

    /** One for each value of the label that tells all blocks apart; else one. */
    private static List<String> environments(String path, List<BlockFolder> blocks) {
        for (String label : APART) {
            Set<String> values = new TreeSet<>();
            blocks.forEach(block -> values.add(block.external().getOrDefault(label, "")));
            if (!values.contains("") && values.size() > 1) {
                Set<String> names = new LinkedHashSet<>();
                return values.stream()
                        .map(value -> environment(
                                unused(clean(value, PrometheusOption.UNNAMED), names),
                                path,
                                ", external-labels { %s = %s }"
                                        .formatted(ConfigUtil.quoteString(label), ConfigUtil.quoteString(value))))
                        .toList();
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
        return List.of(environment(name(common, PrometheusOption.UNNAMED), path, ""));
    }

    private static String environment(String name, String path, String more) {
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
