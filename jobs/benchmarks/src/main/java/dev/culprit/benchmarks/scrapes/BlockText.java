package dev.culprit.benchmarks.scrapes;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code promtool tsdb create-blocks-from openmetrics} makes a large block of: leaking sidecars as their server keeps them, with the labels
 * of the scraper on each series and {@code up} beside them. A tenth of each sidecar's hosts comes within the hour.
 */
final class BlockText {
    private static final int SERIES_OF_A_HOST = 67;
    private static final long BEGIN = Instant.parse("2026-11-16T10:00:00Z").getEpochSecond();
    private static final long END_OF_HOUR = 3600;

    private BlockText() {}

    private static String target(int pod) {
        return "job=\"web/shop\",namespace=\"web\",pod=\"shop-%d\",container=\"istio-proxy\",instance=\"10.0.%d.%d:15090\""
                .formatted(pod, pod / 250, pod % 250);
    }

    /** {@code FILE SERIES PODS SCRAPES}: prints how many series there are, up among them. */
    public static void main(String[] arguments) throws IOException {
        int pods = Integer.parseInt(arguments[2]);
        int scrapes = Integer.parseInt(arguments[3]);
        int hosts = Integer.parseInt(arguments[1]) / pods / SERIES_OF_A_HOST;
        List<LeakingSidecar> sidecars = new ArrayList<>();
        for (int pod = 0; pod < pods; pod++) {
            LeakingSidecar sidecar = new LeakingSidecar(pod);
            sidecar.grow(hosts - hosts / 10);
            sidecars.add(sidecar);
        }
        long series = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[0])), 1 << 20)) {
            for (int scrape = 0; scrape < scrapes; scrape++) {
                String time = " " + (BEGIN + scrape * END_OF_HOUR / scrapes);
                series = 0;
                for (int pod = 0; pod < pods; pod++) {
                    LeakingSidecar sidecar = sidecars.get(pod);
                    if (scrape > 0) {
                        sidecar.grow(hosts / 10 / (scrapes - 1));
                    }
                    String labels = target(pod);
                    write(out, "up{" + labels + "} 1" + time);
                    series += 1 + lines(out, sidecar, labels, time);
                }
            }
            out.write("# EOF\n".getBytes(StandardCharsets.UTF_8));
        }
        System.out.println(series);
    }

    private static long lines(OutputStream out, LeakingSidecar sidecar, String labels, String time) throws IOException {
        long lines = 0;
        try (BufferedReader body =
                new BufferedReader(new InputStreamReader(sidecar.stream(), StandardCharsets.UTF_8))) {
            for (String line = body.readLine(); line != null; line = body.readLine()) {
                if (!line.startsWith("#") && !line.isEmpty()) {
                    int open = line.indexOf('{');
                    int value = line.lastIndexOf(' ');
                    boolean isBare = open < 0 || line.charAt(open + 1) == '}';
                    String metric = open < 0 ? line.substring(0, value) : line.substring(0, open);
                    String rest = isBare ? "}" : "," + line.substring(open + 1, value);
                    write(out, metric + "{" + labels + rest + line.substring(value) + time);
                    lines++;
                }
            }
        }
        return lines;
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
