package dev.culprit.benchmarks.scrapes;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a piece of work cost this JVM, compilation and garbage collection included. Processor time is what counts: it does
 * not depend on what else the machine does.
 */
final class Measurement {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long wall = System.nanoTime();
    private final long cpu = SYSTEM.getProcessCpuTime();

    private Measurement() {}

    static Measurement start() {
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        return new Measurement();
    }

    /**
     * Prints {@code name, bytes, wall seconds, processor seconds, peak heap in MB, peak resident set in MB}, tabs between.
     *
     * @param bytes of decompressed bodies
     */
    void print(String name, long bytes) {
        double wallSeconds = (System.nanoTime() - wall) / 1e9;
        double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.out.printf(
                Locale.ROOT,
                "RESULT\t%s\t%d\t%.2f\t%.2f\t%d\t%d%n",
                name,
                bytes,
                wallSeconds,
                cpuSeconds,
                heap / 1_000_000,
                residentPeak() / 1_000_000);
    }

    private static long residentPeak() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
