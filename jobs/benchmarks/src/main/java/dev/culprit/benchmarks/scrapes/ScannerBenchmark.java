package dev.culprit.benchmarks.scrapes;

import dev.culprit.model.Container;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.TargetRows;
import dev.culprit.scrapes.text.TargetReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Bodies that are in memory already, decompressed. The speed in bytes a second is the counter {@code bytes}; on a machine
 * that has other things to do, {@code bytes} over {@code processorNanos}, in GB/s, is the better figure.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ScannerBenchmark {
    private static final Container TARGET = new Container("prod", null, "web", null, "shop-1", "istio-proxy");
    private static final int LEAK = 40;

    /** Bytes scanned, and the time that the thread had a processor for it. */
    @State(Scope.Thread)
    @AuxCounters
    public static class Scanned {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        public long bytes;
        public long processorNanos;

        private void scan(TargetReader reader, byte[] body) {
            long begun = THREADS.getCurrentThreadCpuTime();
            read(reader, body);
            processorNanos += THREADS.getCurrentThreadCpuTime() - begun;
            bytes += body.length;
        }
    }

    @Param({
        "istio/sidecar-1.5-proxy.prom",
        "istio/sidecar-merged-agent-envoy.prom",
        "envoy/envoy-openmetrics-datadog.prom",
        "app/karpenter.prom",
        "prometheus/alltypes.237mfs.prom",
    })
    public String file;

    private byte[] body = {};
    private final List<byte[]> leak = new ArrayList<>();
    private TargetReader steady = reader();

    @Setup
    public void load() {
        try (InputStream in = ScannerBenchmark.class.getResourceAsStream("/bodies/" + file + ".gz");
                InputStream plain = new GZIPInputStream(in)) {
            body = plain.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        steady = reader();
        read(steady, body);
        LeakingSidecar sidecar = new LeakingSidecar(1);
        sidecar.grow(100);
        for (int i = 0; i < LEAK; i++) {
            sidecar.grow(1);
            leak.add(sidecar.body());
        }
    }

    private static TargetReader reader() {
        return new TargetReader(TARGET, ScanLimits.DEFAULT, false, new TargetRows() {
            @Override
            public void scrape(ScrapeRow row) {}

            @Override
            public void family(FamilyRow row) {}

            @Override
            public void series(SeriesRow row) {}
        });
    }

    private static void read(TargetReader reader, byte[] body) {
        reader.read(Instant.EPOCH, "body", new ByteArrayInputStream(body));
    }

    /** A body whose series were never seen. */
    @Benchmark
    public void cold(Scanned scanned) {
        scanned.scan(reader(), body);
    }

    /** The same series as before. */
    @Benchmark
    public void steady(Scanned scanned) {
        scanned.scan(steady, body);
    }

    /** A sidecar that gains nearly 1 % of its series with every scrape, from its first to its fortieth scrape. */
    @Benchmark
    public void births(Scanned scanned) {
        TargetReader reader = reader();
        for (byte[] scrape : leak) {
            scanned.scan(reader, scrape);
        }
    }
}
