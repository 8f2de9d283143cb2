package dev.culprit.benchmarks.scrapes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** A folder of scrapes in the default layout, one day long. */
record ArchiveFolder(Path folder) {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-16T00:00:00Z");
    private static final long SECONDS_OF_A_DAY = 86_400;

    /**
     * Makes an archive of leaking sidecars.
     *
     * @param newHosts between two scrapes
     * @return bytes of the bodies, decompressed
     */
    long make(int pods, int scrapes, int newHosts) throws IOException {
        long bytes = 0;
        for (int pod = 0; pod < pods; pod++) {
            LeakingSidecar sidecar = new LeakingSidecar(pod);
            Path ofPod = Files.createDirectories(
                    folder.resolve("namespace=web").resolve("pod=shop-" + pod).resolve("container=istio-proxy"));
            for (int scrape = 0; scrape < scrapes; scrape++) {
                sidecar.grow(newHosts);
                byte[] body = sidecar.body();
                bytes += body.length;
                long time = MIDNIGHT.getEpochSecond() + scrape * (SECONDS_OF_A_DAY / scrapes);
                try (OutputStream out =
                        new GZIPOutputStream(Files.newOutputStream(ofPod.resolve(time + ".prom.gz")), 1 << 16)) {
                    out.write(body);
                }
            }
        }
        return bytes;
    }

    /** By target, then by time. */
    List<Path> files() throws IOException {
        try (Stream<Path> walked = Files.walk(folder)) {
            return walked.filter(file -> file.toString().endsWith(".gz"))
                    .sorted()
                    .toList();
        }
    }

    /** Makes an archive: {@code FOLDER PODS SCRAPES NEW_HOSTS}. */
    public static void main(String[] arguments) throws IOException {
        long bytes = new ArchiveFolder(Path.of(arguments[0]))
                .make(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        System.out.println(bytes);
    }
}
