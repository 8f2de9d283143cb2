package dev.culprit.benchmarks.series;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a piece of work has cost this process, native code, compilation and garbage collection included. */
final class Cost {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long wall = System.nanoTime();
    private final long processor = SYSTEM.getProcessCpuTime();

    private Cost() {}

    static Cost start() {
        return new Cost();
    }

    /** {@code RESULT, name, wall seconds, processor seconds, peak of the whole process's resident memory in MB}, tabs between. */
    String line(String name) {
        return String.format(
                Locale.ROOT,
                "RESULT\t%s\t%.2f\t%.2f\t%d",
                name,
                (System.nanoTime() - wall) / 1e9,
                (SYSTEM.getProcessCpuTime() - processor) / 1e9,
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
