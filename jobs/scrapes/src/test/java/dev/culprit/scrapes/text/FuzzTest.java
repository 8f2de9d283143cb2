package dev.culprit.scrapes.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Container;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.TargetLabels;
import dev.culprit.scrapes.lifetime.TargetRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Real bodies, damaged at random, one after the other into the same reader. {@code -Dfuzz.runs=1000000} for the long mode;
 * {@code -Dfuzz.seed} repeats one that failed.
 */
final class FuzzTest {
    private static final int RUNS = Integer.getInteger("fuzz.runs", 3_000);
    private static final long SEED = Long.getLong("fuzz.seed", 17);
    /** A reader lives for some hundred bodies, like one of a day. */
    private static final int BODIES_OF_A_READER = 500;

    private static final Duration MOST_OF_ONE_BODY = Duration.ofSeconds(20);
    private static final byte[][] SPICE = Stream.of(
                    "\n",
                    "\"",
                    "\\",
                    "{",
                    "}",
                    ",",
                    "=",
                    " ",
                    "#",
                    "# TYPE x counter\n",
                    "\r\n",
                    "\0",
                    "1e999",
                    "NaN",
                    "\ufeff",
                    "\u00e9",
                    "{a=\"",
                    "__name__",
                    "le=\"1\"",
                    "# EOF\n",
                    "-",
                    "123456789012345678901234567890")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);

    private final Random random = new Random(SEED);

    private static List<byte[]> bodies() throws IOException {
        List<byte[]> bodies = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/corpus"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.toString();
                if (name.endsWith(".prom.gz") || name.endsWith(".om.gz")) {
                    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                        bodies.add(in.readAllBytes());
                    }
                } else if (name.endsWith(".prom") || name.endsWith(".om")) {
                    bodies.add(Files.readAllBytes(file));
                }
            }
        }
        return bodies;
    }

    /** Some lines of a body, with a few faults. */
    private byte[] mutated(List<byte[]> bodies) {
        byte[] body = bodies.get(random.nextInt(bodies.size()));
        int from = random.nextInt(body.length);
        byte[] part = Arrays.copyOfRange(body, from, Math.min(body.length, from + random.nextInt(4_000)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int faults = random.nextInt(6);
        int at = 0;
        for (int i = 0; i < faults && part.length > 0; i++) {
            int next = Math.min(part.length, at + random.nextInt(part.length));
            out.write(part, at, next - at);
            at = next;
            switch (random.nextInt(4)) {
                case 0 -> out.writeBytes(SPICE[random.nextInt(SPICE.length)]);
                case 1 -> out.write(random.nextInt(256));
                case 2 -> at = Math.min(part.length, at + random.nextInt(50));
                default -> {
                    int again = random.nextInt(part.length);
                    out.write(part, again, Math.min(part.length - again, random.nextInt(600)));
                }
            }
        }
        out.write(part, at, part.length - at);
        return switch (random.nextInt(8)) {
            case 0 -> DamagedBodyTest.gzip(out.toString(StandardCharsets.ISO_8859_1));
            case 1 -> flipped(DamagedBodyTest.gzip(out.toString(StandardCharsets.ISO_8859_1)));
            default -> out.toByteArray();
        };
    }

    private byte[] flipped(byte[] packed) {
        packed[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
        return Arrays.copyOf(packed, packed.length - random.nextInt(3));
    }

    @Test
    void noBodyMakesAReaderThrowHangOrSwell() throws IOException {
        List<byte[]> bodies = bodies();
        ScanLimits limits = new ScanLimits(2_000, 40, 500, 1 << 20, 100, 20_000);
        long[] rows = new long[1];
        TargetRows counted = new TargetRows() {
            @Override
            public void scrape(ScrapeRow row) {
                assertThat(row.body().samples())
                        .isGreaterThanOrEqualTo(row.body().series());
                assertThat(row.reason() == null).isEqualTo(row.status().equals(ScrapeRow.OK));
            }

            @Override
            public void family(FamilyRow row) {}

            @Override
            public void series(SeriesRow row) {
                assertThat(row.scrapes()).isPositive();
                assertThat(row.firstSeen()).isBeforeOrEqualTo(row.lastSeen());
                rows[0]++;
            }
        };
        Container target = new Container("prod", null, "web", null, "shop-1", "proxy");
        ScrapeReader reader = new TargetReader(target, limits, false, counted);
        long heapEarly = 0;
        for (int run = 0; run < RUNS; run++) {
            if (run % BODIES_OF_A_READER == 0) {
                reader.finish();
                reader = run / BODIES_OF_A_READER % 4 == 3
                        ? new FederationReader(
                                target, new TargetLabels(null, "namespace", null, "pod", null), limits, false, counted)
                        : new TargetReader(target, limits, run / BODIES_OF_A_READER % 4 == 2, counted);
            }
            byte[] body = mutated(bodies);
            long begun = System.nanoTime();
            try {
                reader.read(Instant.ofEpochSecond(run), "run-" + run, new ByteArrayInputStream(body));
            } catch (RuntimeException | Error thrown) {
                throw new AssertionError("run %d of seed %d".formatted(run, SEED), thrown);
            }
            assertThat(System.nanoTime() - begun)
                    .as("run %d of seed %d hangs", run, SEED)
                    .isLessThan(MOST_OF_ONE_BODY.toNanos());
            if (run == RUNS / 10) {
                heapEarly = heap();
            }
        }
        reader.finish();
        assertThat(rows[0]).isGreaterThan(RUNS / 10);
        assertThat(heap() - heapEarly).as("growth of the heap").isLessThan(64L << 20);
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
