package dev.culprit.extract.memory.cloudwatch;

import dev.culprit.extract.memory.cloudwatch.api.CallResult;
import dev.culprit.extract.memory.cloudwatch.api.MetricCall;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Text;
import dev.culprit.warehouse.Warehouse;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Answers that are paid for and not yet in the tables, a file each, below {@code WAREHOUSE/.cloudwatch-...}, out of every
 * reader's sight. It lets a run that was killed go on where it stopped, and keeps days of readings out of the memory.
 */
final class Spool {
    /** A run that goes on this soon is one with the run before, as if it had only been slow. By hand. */
    private static final Duration SAME_RUN = Duration.ofHours(1);

    private final CloudWatchCluster cluster;
    private final Path folder;
    private final Configuration configuration;

    Spool(Warehouse warehouse, CloudWatchCluster cluster, Configuration configuration) {
        this.cluster = cluster;
        // No folder is shared with other environments, which may be at work when this one clears its own.
        this.folder = new Path(warehouse.toString(), ".cloudwatch-" + cluster.environment());
        this.configuration = configuration;
    }

    /** An answer. */
    record Entry(Instant fetchedAt, CallResult result) {}

    /** Whether the answer is here, and nothing can have come since: it is final, or of this run or of one just before. */
    boolean holds(MetricCall call, Instant now) {
        Path file = file(call);
        try {
            FileSystem files = folder.getFileSystem(configuration);
            if (!files.exists(file)) {
                return false;
            }
            Entry entry = read(files, file, call);
            return !entry.fetchedAt().isBefore(call.window().to().plus(FetchRow.LATE))
                    || entry.fetchedAt().isAfter(now.minus(SAME_RUN));
        } catch (IOException broken) { // cut short when the run was killed: to be asked for again
            return false;
        }
    }

    void write(MetricCall call, CallResult result, Instant fetchedAt) {
        Path unfinished = new Path(folder, "." + UUID.randomUUID());
        Path file = file(call);
        try {
            FileSystem files = folder.getFileSystem(configuration);
            files.setWriteChecksum(false);
            try {
                try (DataOutputStream out =
                        new DataOutputStream(new GZIPOutputStream(files.create(unfinished, true)))) {
                    out.writeLong(fetchedAt.toEpochMilli());
                    for (double[] values : result.values()) {
                        write(values, out);
                    }
                }
                remove(files, file);
                if (!files.rename(unfinished, file)) {
                    throw new IOException("it cannot be renamed from " + unfinished.getName());
                }
            } catch (IOException | FSError failure) {
                // What is half-written takes the space that was short.
                files.delete(unfinished, false);
                throw failure;
            }
        } catch (IOException | FSError failure) { // FSError: Hadoop's word for a full disk
            throw failed(file, "written", failure);
        }
    }

    private static void write(double[] values, DataOutputStream out) throws IOException {
        out.writeInt((int)
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).count());
        for (int slot = 0; slot < values.length; slot++) {
            if (!Double.isNaN(values[slot])) {
                out.writeInt(slot);
                out.writeDouble(values[slot]);
            }
        }
    }

    Entry read(MetricCall call) {
        Path file = file(call);
        try {
            return read(folder.getFileSystem(configuration), file, call);
        } catch (IOException failure) {
            throw failed(file, "read", failure);
        }
    }

    private static Entry read(FileSystem files, Path file, MetricCall call) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(files.open(file), 1 << 16))) {
            Instant fetchedAt = Instant.ofEpochMilli(in.readLong());
            double[][] values = new double[call.queries().size()][call.window().points()];
            for (double[] each : values) {
                Arrays.fill(each, Double.NaN);
                for (int left = in.readInt(); left > 0; left--) {
                    int slot = in.readInt();
                    if (slot < 0 || slot >= each.length) {
                        throw new IOException("slot %d of %d".formatted(slot, each.length));
                    }
                    each[slot] = in.readDouble();
                }
            }
            if (in.read() >= 0) { // reaching the end also checks gzip's checksum
                throw new IOException("more than an answer");
            }
            return new Entry(fetchedAt, new CallResult(values));
        }
    }

    /** Forgets all answers, as the tables have them. */
    void clear() {
        try {
            remove(folder.getFileSystem(configuration), folder);
        } catch (IOException failure) {
            throw failed(folder, "cleared", failure);
        }
    }

    /** What is not there, or no more; {@code false} says that too, and that it cannot be. */
    private static void remove(FileSystem files, Path path) throws IOException {
        if (!files.delete(path, true) && files.exists(path)) {
            throw new IOException("%s cannot be deleted".formatted(path.getName()));
        }
    }

    private Path file(MetricCall call) {
        return new Path(
                folder,
                call.key(
                                cluster.access().region(),
                                cluster.access().roleArn(),
                                cluster.access().accountId()) + ".gz");
    }

    private CulpritException failed(Path path, String what, Throwable failure) {
        return new CulpritException(
                "environment %s: %s cannot be %s: %s: see to space and rights there, and run again: what is paid for is kept"
                        .formatted(
                                cluster.environment(),
                                path,
                                what,
                                Text.printable(String.valueOf(failure.getMessage()), 200)),
                failure);
    }
}
