package dev.culprit.correlate;

import dev.culprit.correlate.columns.SeriesBlock;
import dev.culprit.correlate.columns.SeriesFile;
import dev.culprit.model.Period;
import dev.culprit.warehouse.Warehouse;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Files of table {@code series}, read by columns wherever Spark runs it.
 *
 * @param settings Hadoop's
 */
record SeriesFiles(HashMap<String, String> settings, Period period) implements Serializable {
    /** Tasks per core: enough that the last ones do not leave cores idle for long. */
    private static final int TASKS_PER_CORE = 8;

    /** @param environment that the file's partition is of */
    record One(String environment, String file) implements Serializable {}

    /** Hadoop's configuration is not serializable, its entries are. */
    static SeriesFiles of(SparkSession spark, Period period) {
        HashMap<String, String> settings = new HashMap<>();
        spark.sparkContext().hadoopConfiguration().forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
        return new SeriesFiles(settings, period);
    }

    /** Rows as {@link Tables#STACKED} has them. */
    JavaRDD<Row> rows(SparkSession spark, List<One> files) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return context.parallelize(files, Math.min(files.size(), TASKS_PER_CORE * context.defaultParallelism()))
                .mapPartitions(some -> {
                    Configuration configuration = new Configuration(false);
                    settings.forEach(configuration::set);
                    BlockByBlock blocks = new BlockByBlock(some, configuration);
                    // However the task ends: by an error, or before all was asked for.
                    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> blocks.close());
                    return blocks;
                });
    }

    /** The blocks of a row group are in memory, those of the next are not read before somebody asks for them. */
    private final class BlockByBlock implements Iterator<Row> {
        private final Iterator<One> files;
        private final Configuration configuration;
        private final ArrayDeque<Row> blocks = new ArrayDeque<>();
        private @Nullable SeriesFile open;
        private String environment = "";

        BlockByBlock(Iterator<One> files, Configuration configuration) {
            this.files = files;
            this.configuration = configuration;
        }

        @Override
        public boolean hasNext() {
            while (blocks.isEmpty()) {
                if (open == null) {
                    if (!files.hasNext()) {
                        return false;
                    }
                    One next = files.next();
                    Warehouse.refuseDamaged(next.file, configuration);
                    environment = next.environment;
                    open = new SeriesFile(next.file, configuration, period);
                }
                if (!open.readRowGroup(block -> blocks.add(row(block)))) {
                    close();
                }
            }
            return true;
        }

        private void close() {
            if (open != null) {
                open.close();
                open = null;
            }
        }

        private Row row(SeriesBlock block) {
            return RowFactory.create(
                    environment,
                    block.namespace(),
                    block.pod(),
                    null,
                    null,
                    RowFactory.create(block.container(), block.rows()),
                    null);
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return blocks.remove();
        }
    }
}
