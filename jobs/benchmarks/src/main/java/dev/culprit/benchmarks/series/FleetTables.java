package dev.culprit.benchmarks.series;

import dev.culprit.benchmarks.series.FleetPlan.Target;
import dev.culprit.model.Period;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.StagedFile;
import dev.culprit.warehouse.TableWriter;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command: the tables of a fleet's week as the extract jobs write them, without the archives that they would be read from. */
@Command(
        name = "fleet-tables",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Writes a warehouse with a week of a made-up fleet, three runaways among it, fleet.conf to run correlate on it, and truth.tsv.")
public final class FleetTables implements Callable<Integer> {
    /** As extract-series does: neighbouring targets in one file, so many files a day. */
    private static final int BUNDLES = 12;

    @Parameters(paramLabel = "FOLDER", description = "made where it does not exist; must be empty")
    private Path folder;

    @Option(names = "--rows", description = "of table series, nearly; e.g. 1e6, 10e6, 50e6")
    private double rows = 1e6;

    @Option(names = "--targets", description = "pods, each with one container that is scraped")
    private int targets = 1_000;

    @Option(
            names = "--giant",
            description = "births of one pod, each some four rows beside those of --rows; 0 for none")
    private double giant = 0;

    @Option(names = "--seed", description = "the same seed gives the same tables")
    private long seed = 1;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FleetTables()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        try (var content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                System.err.println(folder + " is not empty");
                return 2;
            }
        }
        FleetPlan plan = FleetPlan.of((long) rows, targets, seed, (long) giant);
        Path warehouse = folder.resolve("warehouse").toAbsolutePath();
        long written = write(plan, warehouse);
        Instant end = TargetWeek.START.plusSeconds(FleetPlan.DAYS * TargetWeek.DAY);
        Files.write(folder.resolve("truth.tsv"), truth(plan));
        Files.writeString(folder.resolve("fleet.conf"), """
                culprit {
                  warehouse = "%s"
                  report.output = "%s"
                  environments = [ { name = %s
                    memory { source = csv, path = "%s" }
                    scrapes { path = "%s" } } ]
                }
                """.formatted(
                        warehouse, folder.resolve("report").toAbsolutePath(), TargetWeek.ENVIRONMENT, folder, folder));
        System.out.printf(
                Locale.ROOT,
                "%,d rows of series, %d targets: ./culprit correlate --conf %s --from %s --to %s%n",
                written,
                plan.targets().size(),
                folder.resolve("fleet.conf"),
                Period.dateOf(TargetWeek.START),
                Period.dateOf(end));
        return 0;
    }

    private static List<String> truth(FleetPlan plan) {
        List<String> lines = new ArrayList<>(List.of("namespace\tworkload\tlabels"));
        plan.targets().stream()
                .filter(target -> target.runaway() >= 0)
                .map(target -> "%s\t%s\t%s"
                        .formatted(
                                target.namespace(),
                                target.workload(),
                                String.join(
                                        ",",
                                        FleetPlan.RUNAWAYS.get(target.runaway()).labels())))
                .distinct()
                .forEach(lines::add);
        return lines;
    }

    /** @return rows of series */
    static long write(FleetPlan plan, Path warehouse) {
        Configuration configuration = new Configuration();
        List<List<Target>> bundles = bundles(plan);
        AtomicLong written = new AtomicLong();
        try (Publication publication = new Warehouse(warehouse.toString(), configuration).publication("fleet-tables")) {
            for (int day = 0; day < FleetPlan.DAYS; day++) {
                int today = day;
                Partition partition = new Partition(
                        TargetWeek.ENVIRONMENT, Period.dateOf(TargetWeek.START.plusSeconds(day * TargetWeek.DAY)));
                ConcurrentLinkedQueue<BundleFiles> files = new ConcurrentLinkedQueue<>();
                IntStream.range(0, bundles.size()).parallel().forEach(number -> {
                    BundleFiles bundle = new BundleFiles(publication.stagingFolder(), partition, number, configuration);
                    try (bundle) {
                        for (Target target : bundles.get(number)) {
                            bundle.write(new TargetWeek(plan, target), today);
                        }
                    }
                    written.addAndGet(bundle.rows);
                    files.add(bundle);
                });
                publication.replace(Table.SERIES, partition, staged(files, bundle -> bundle.series));
                publication.replace(Table.SCRAPES, partition, staged(files, bundle -> bundle.scrapes));
                publication.replace(Table.FAMILIES, partition, staged(files, bundle -> bundle.families));
                publication.replace(Table.CONTAINER_MEMORY, partition, staged(files, bundle -> bundle.memory));
            }
            publication.publish();
        }
        return written.get();
    }

    private static List<StagedFile> staged(
            Iterable<BundleFiles> files, java.util.function.Function<BundleFiles, TableWriter<?>> table) {
        List<StagedFile> staged = new ArrayList<>();
        files.forEach(bundle -> staged.add(table.apply(bundle).staged()));
        return staged;
    }

    /** Neighbours, about as many rows in each: a target is never in two. */
    private static List<List<Target>> bundles(FleetPlan plan) {
        long each = plan.targets().stream().mapToLong(Target::rows).sum() / BUNDLES;
        List<List<Target>> bundles = new ArrayList<>();
        List<Target> gathered = new ArrayList<>();
        long gatheredRows = 0;
        for (Target target : plan.targets()) {
            gathered.add(target);
            gatheredRows += target.rows();
            if (gatheredRows >= each) {
                bundles.add(List.copyOf(gathered));
                gathered.clear();
                gatheredRows = 0;
            }
        }
        if (!gathered.isEmpty()) {
            bundles.add(List.copyOf(gathered));
        }
        return bundles;
    }

    /** The files of a bundle's day. */
    private static final class BundleFiles implements AutoCloseable {
        private final TableWriter<SeriesRow> series;
        private final TableWriter<ScrapeRow> scrapes;
        private final TableWriter<FamilyRow> families;
        private final TableWriter<MemoryRow> memory;
        private long rows;

        BundleFiles(String staging, Partition partition, int number, Configuration configuration) {
            this.series = writer(Table.SERIES, staging, partition, number, configuration);
            this.scrapes = writer(Table.SCRAPES, staging, partition, number, configuration);
            this.families = writer(Table.FAMILIES, staging, partition, number, configuration);
            this.memory = writer(Table.CONTAINER_MEMORY, staging, partition, number, configuration);
        }

        private static <R extends Record> TableWriter<R> writer(
                Table<R> table, String staging, Partition partition, int number, Configuration configuration) {
            return new TableWriter<>(
                    table,
                    "%s/%s/%s/part-%05d.parquet".formatted(staging, table.name(), partition.folder(), number),
                    configuration);
        }

        void write(TargetWeek week, int day) {
            week.series(day, row -> {
                series.write(row);
                rows++;
            });
            week.scrapes(day, scrapes::write, families::write);
            week.memory(day, memory::write);
        }

        @Override
        public void close() {
            series.close();
            scrapes.close();
            families.close();
            memory.close();
        }
    }
}
