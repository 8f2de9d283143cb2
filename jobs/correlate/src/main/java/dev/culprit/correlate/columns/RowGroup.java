package dev.culprit.correlate.columns;

import dev.culprit.model.CulpritException;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.Period;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * One row group of a file of series. A column that is no map is read some rows at a time, one column after the other: a loop over one
 * column is short, so it is quick when it is compiled, and it is compiled quickly, which a run of seconds feels as much.
 */
final class RowGroup implements BlockWriter.Texts {
    /** By hand: so many rows of all columns stay in the processor's first cache. */
    private static final int ROWS_AT_ONCE = 512;

    /** Of one block: what a container has more becomes another one, so that no task ever holds much more than this of it at once. */
    private static final int MOST_BYTES = 4 << 20;

    /** Place of the labels' values among the leaves of the projection. */
    private static final int VALUES = 6;

    private final String file;
    private final BlockWriter writer;
    private final Consumer<SeriesBlock> blocks;
    private final long rows;
    private final long from;
    private final long to;
    private final TextColumn namespace;
    private final TextColumn pod;
    private final TextColumn container;
    private final TextColumn metric;
    private final TextColumn type;
    private final TextColumn keys;
    private final LabelColumns labels;
    private final TimeColumn first;
    private final TimeColumn last;
    private final PairNumbers names = new PairNumbers();

    private final int[] namespaces = new int[ROWS_AT_ONCE];
    private final int[] pods = new int[ROWS_AT_ONCE];
    private final int[] containers = new int[ROWS_AT_ONCE];
    private final int[] metrics = new int[ROWS_AT_ONCE];
    private final int[] types = new int[ROWS_AT_ONCE];
    private final long[] begun = new long[ROWS_AT_ONCE];
    private final long[] ended = new long[ROWS_AT_ONCE];

    /** The container that the writer's rows are of, by numbers of texts. */
    private int inNamespace = -1;

    private int inPod = -1;
    private int inContainer = -1;

    RowGroup(
            String file,
            MessageType schema,
            PageReadStore pages,
            BlockWriter writer,
            Period period,
            Consumer<SeriesBlock> blocks) {
        this.file = file;
        this.writer = writer;
        this.blocks = blocks;
        this.rows = pages.getRowCount();
        this.from = EpochSeconds.microsOf(period.from());
        this.to = EpochSeconds.microsOf(period.to());
        // In the order of the projection; a map has two leaves, whatever the tool calls what is between.
        List<ColumnDescriptor> leaves = schema.getColumns();
        List<PageColumn> columns = IntStream.range(0, leaves.size())
                .mapToObj(
                        leaf -> new PageColumn(leaves.get(leaf), pages.getPageReader(leaves.get(leaf)), leaf == VALUES))
                .toList();
        this.namespace = new TextColumn(columns.get(0));
        this.pod = new TextColumn(columns.get(1));
        this.container = new TextColumn(columns.get(2));
        this.metric = new TextColumn(columns.get(3));
        this.type = new TextColumn(columns.get(4));
        this.keys = new TextColumn(columns.get(5));
        this.labels = new LabelColumns(
                keys,
                new TextColumn(columns.get(VALUES)),
                schema.getType(SeriesFile.LABELS).isRepetition(Type.Repetition.OPTIONAL) ? 1 : 0,
                ROWS_AT_ONCE);
        this.first = new TimeColumn(columns.get(7));
        this.last = new TimeColumn(columns.get(8));
    }

    void read() {
        for (long row = 0; row < rows; row += ROWS_AT_ONCE) {
            int count = (int) Math.min(ROWS_AT_ONCE, rows - row);
            read(namespace, namespaces, count);
            read(pod, pods, count);
            read(container, containers, count);
            read(metric, metrics, count);
            read(type, types, count);
            read(first, begun, count);
            read(last, ended, count);
            if (!labels.read(count)) {
                throw SeriesFile.missing(file, SeriesFile.LABELS);
            }
            write(count);
        }
        flush();
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            if (ended[i] < from || begun[i] >= to) {
                continue;
            }
            if (pods[i] != inPod
                    || containers[i] != inContainer
                    || namespaces[i] != inNamespace
                    || writer.length() > MOST_BYTES) {
                flush();
                inNamespace = namespaces[i];
                inPod = pods[i];
                inContainer = containers[i];
            }
            writer.add(
                    names.of(metrics[i], types[i]),
                    labels.pairs(),
                    labels.begin(i),
                    labels.begin(i + 1),
                    begun[i],
                    ended[i],
                    this);
        }
    }

    private void flush() {
        byte[] written = writer.take();
        if (written != null) {
            blocks.accept(new SeriesBlock(
                    new String(namespace.text(inNamespace), StandardCharsets.UTF_8),
                    new String(pod.text(inPod), StandardCharsets.UTF_8),
                    new String(container.text(inContainer), StandardCharsets.UTF_8),
                    written));
        }
    }

    private void read(TextColumn column, int[] into, int count) {
        if (!column.read(into, count)) {
            throw missing(column.column());
        }
    }

    private void read(TimeColumn column, long[] into, int count) {
        if (!column.read(into, count)) {
            throw missing(column.column());
        }
    }

    private CulpritException missing(PageColumn column) {
        return SeriesFile.missing(file, column.descriptor().getPath()[0]);
    }

    @Override
    public byte[] metric(int name) {
        return metric.text(names.one(name));
    }

    @Override
    public byte[] type(int name) {
        return type.text(names.other(name));
    }

    @Override
    public int labelOf(int pair) {
        return labels.keyOf(pair);
    }

    @Override
    public byte[] label(int label) {
        return keys.text(label);
    }

    @Override
    public byte[] value(int pair) {
        return labels.valueOf(pair);
    }
}
