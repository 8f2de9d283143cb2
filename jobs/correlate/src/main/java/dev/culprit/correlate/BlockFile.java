package dev.culprit.correlate;

import dev.culprit.correlate.PodBlock.Kind;
import dev.culprit.correlate.columns.SeriesFile;
import dev.culprit.model.Period;
import dev.culprit.warehouse.TableFile;
import dev.culprit.warehouse.Warehouse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** A table's file, of which one part after the other is read into blocks: only rows that lie in the period. */
sealed interface BlockFile extends AutoCloseable {
    /** Hands on the blocks of the next part, if there is one. Returns whether there may be another. */
    boolean read(BiConsumer<PodKey, PodBlock> blocks);

    @Override
    void close();

    /** @throws dev.culprit.model.CulpritException where the file is damaged, or lacks a column that it must have */
    static BlockFile open(TableScan.File one, Configuration configuration, Period period) {
        Warehouse.refuseDamaged(one.file(), configuration);
        return switch (one.kind()) {
            case SERIES -> new OfSeries(one.environment(), new SeriesFile(one.file(), configuration, period));
            case MEMORY -> ofRows(one, PodRows.MEMORY, configuration, period);
            case SCRAPES -> ofRows(one, PodRows.SCRAPES, configuration, period);
            case FAMILIES -> ofRows(one, PodRows.FAMILIES, configuration, period);
        };
    }

    private static <R extends Record> BlockFile ofRows(
            TableScan.File one, RowBlocks<R> rows, Configuration configuration, Period period) {
        return new OfRows<>(one, rows, new TableFile<>(rows.table(), one.file(), configuration), period);
    }

    /** A part is a row group. */
    record OfSeries(String environment, SeriesFile file) implements BlockFile {
        @Override
        public boolean read(BiConsumer<PodKey, PodBlock> blocks) {
            return file.readRowGroup(block -> blocks.accept(
                    new PodKey(environment, block.namespace(), block.pod()),
                    new PodBlock(Kind.SERIES, block.container(), block.rows())));
        }

        @Override
        public void close() {
            file.close();
        }
    }

    /** A part is so many rows, whichever pods they are of: other tools sort them as they like. */
    final class OfRows<R extends Record> implements BlockFile {
        /** By hand: some megabytes of blocks. */
        private static final int ROWS_AT_ONCE = 50_000;

        private final Kind kind;
        private final String environment;
        private final RowBlocks<R> rows;
        private final TableFile<R> file;
        private final Period period;
        private final int namespace;
        private final int pod;
        private final int time;

        OfRows(TableScan.File one, RowBlocks<R> rows, TableFile<R> file, Period period) {
            this.kind = one.kind();
            this.environment = one.environment();
            this.rows = rows;
            this.file = file;
            this.period = period;
            this.namespace = rows.column("namespace");
            this.pod = rows.column("pod");
            this.time = rows.column("time");
        }

        @Override
        public boolean read(BiConsumer<PodKey, PodBlock> blocks) {
            Map<PodKey, RowBlocks<R>.Writer> pods = new LinkedHashMap<>();
            PodKey last = null;
            RowBlocks<R>.Writer writer = null;
            @Nullable Object @Nullable [] values = file.nextValues();
            for (int row = 1; values != null; row++) {
                rows.refuseNulls(values);
                if (isWithin((Instant) Objects.requireNonNull(values[time]))) {
                    // Most rows are of the pod of the row before.
                    if (last == null || writer == null || !isOf(last, values)) {
                        last = podOf(values);
                        writer = pods.computeIfAbsent(last, first -> rows.writer());
                    }
                    writer.add(values);
                }
                if (row == ROWS_AT_ONCE) {
                    break;
                }
                values = file.nextValues();
            }
            pods.forEach((key, written) -> blocks.accept(key, new PodBlock(kind, "", written.block())));
            return values != null;
        }

        private boolean isOf(PodKey key, @Nullable Object[] values) {
            return key.pod().equals(values[pod]) && key.namespace().equals(values[namespace]);
        }

        private PodKey podOf(@Nullable Object[] values) {
            return new PodKey(environment, (String) Objects.requireNonNull(values[namespace]), (String)
                    Objects.requireNonNull(values[pod]));
        }

        private boolean isWithin(Instant moment) {
            return !moment.isBefore(period.from()) && moment.isBefore(period.to());
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
