package dev.culprit.correlate.columns;

import dev.culprit.model.CulpritException;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.Period;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** One Parquet file of table {@code series}, of ours or of another tool's. */
public final class SeriesFile implements AutoCloseable {
    /** Of one block: what a container has more becomes another one, so that no task ever holds much more than this of it at once. */
    private static final int MOST_BYTES = 4 << 20;

    private static final String LABELS = "labels";
    private static final List<String> TEXTS = List.of("namespace", "pod", "container", "metric", "type");
    private static final List<String> TIMES = List.of("first_seen", "last_seen");

    private final String file;
    private final Period period;
    private final ParquetFileReader reader;
    private final MessageType schema;
    private final BlockWriter writer = new BlockWriter();

    /** @throws CulpritException where the file cannot be read, or lacks a column that it must have */
    public SeriesFile(String file, Configuration configuration, Period period) {
        this.file = file;
        this.period = period;
        Path path = new Path(file);
        try {
            this.reader = ParquetFileReader.open(
                    HadoopInputFile.fromPath(path, configuration),
                    HadoopReadOptions.builder(configuration, path)
                            .usePageChecksumVerification(true)
                            .build());
        } catch (IOException failure) {
            throw unreadable(failure);
        }
        this.schema = projection(file, reader.getFileMetaData().getSchema());
        reader.setRequestedSchema(schema);
    }

    /**
     * Hands on the rows of the next row group that speak of the period, those of neighbouring rows of one container together.
     *
     * @return whether there was one
     * @throws CulpritException where a value is missing that must be there, or the file is damaged
     */
    public boolean readRowGroup(Consumer<SeriesBlock> blocks) {
        try (PageReadStore pages = reader.readNextRowGroup()) {
            if (pages == null) {
                return false;
            }
            new RowGroup(file, schema, pages, writer, period, blocks).run();
            writer.forgetNumbers();
            return true;
        } catch (IOException | UncheckedIOException | ParquetDecodingException | IndexOutOfBoundsException failure) {
            throw unreadable(failure);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    private CulpritException unreadable(Exception failure) {
        return new CulpritException(
                "%s cannot be read: %s; 'culprit check' says what is damaged, and how it is made anew"
                        .formatted(file, failure.getMessage()),
                failure);
    }

    private static MessageType projection(String file, MessageType inFile) {
        List<Type> wanted = new ArrayList<>();
        for (List<String> names : List.of(TEXTS, List.of(LABELS), TIMES)) {
            for (String name : names) {
                if (!inFile.containsField(name)) {
                    throw missing(file, name);
                }
                wanted.add(inFile.getType(name));
            }
        }
        return new MessageType(inFile.getName(), wanted);
    }

    private static CulpritException missing(String file, String column) {
        return new CulpritException(
                "table series: column '%s' is missing or null in %s, which it must not be".formatted(column, file));
    }

    /** Place of the labels' values among the leaves of the projection. */
    private static final int VALUES = 6;

    private static final class RowGroup implements BlockWriter.Texts {
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
                    .mapToObj(leaf ->
                            new PageColumn(leaves.get(leaf), pages.getPageReader(leaves.get(leaf)), leaf == VALUES))
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
                    schema.getType(LABELS).isRepetition(Type.Repetition.OPTIONAL) ? 1 : 0);
            this.first = new TimeColumn(columns.get(7));
            this.last = new TimeColumn(columns.get(8));
        }

        void run() {
            int inNamespace = -1;
            int inPod = -1;
            int inContainer = -1;
            for (long row = 0; row < rows; row++) {
                int ofNamespace = text(namespace);
                int ofPod = text(pod);
                int ofContainer = text(container);
                int name = names.of(text(metric), text(type));
                int count = labels.next();
                if (count == LabelColumns.MISSING) {
                    throw missing(file, LABELS);
                }
                long begun = time(first);
                long ended = time(last);
                if (ended < from || begun >= to) {
                    continue;
                }
                boolean same = ofPod == inPod && ofContainer == inContainer && ofNamespace == inNamespace;
                if (!same || writer.length() > MOST_BYTES) {
                    flush(inNamespace, inPod, inContainer);
                    inNamespace = ofNamespace;
                    inPod = ofPod;
                    inContainer = ofContainer;
                }
                writer.add(name, labels.pairs(), count, begun, ended, this);
            }
            flush(inNamespace, inPod, inContainer);
        }

        private void flush(int inNamespace, int inPod, int inContainer) {
            byte[] written = writer.take();
            if (written != null) {
                blocks.accept(new SeriesBlock(
                        new String(namespace.text(inNamespace), StandardCharsets.UTF_8),
                        new String(pod.text(inPod), StandardCharsets.UTF_8),
                        new String(container.text(inContainer), StandardCharsets.UTF_8),
                        written));
            }
        }

        private int text(TextColumn column) {
            if (!column.column().isPresent()) {
                throw missing(file, column.column().descriptor().getPath()[0]);
            }
            return column.next();
        }

        private long time(TimeColumn column) {
            if (!column.column().isPresent()) {
                throw missing(file, column.column().descriptor().getPath()[0]);
            }
            return column.next();
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
}
