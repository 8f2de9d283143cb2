package dev.culprit.scrapes.slice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Container;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.text.RecordedRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A day in slices tells what the whole day tells, row for row. */
final class SliceTest {
    private static RecordedRows whole(List<byte[]> bodies, boolean strict) {
        RecordedRows rows = new RecordedRows(ScanLimits.DEFAULT, strict);
        rows.seed(new String(bodies.get(0), StandardCharsets.ISO_8859_1));
        bodies.subList(1, bodies.size()).forEach(rows::read);
        rows.finish();
        return rows;
    }

    /** @param cuts where slices begin, besides at the beginning */
    private static RecordedRows sliced(List<byte[]> bodies, boolean strict, List<Integer> cuts) throws IOException {
        List<byte[]> slices = new ArrayList<>();
        List<Integer> bounds = new ArrayList<>(cuts);
        bounds.add(bodies.size());
        int from = 0;
        for (int to : bounds) {
            ByteArrayOutputStream slice = new ByteArrayOutputStream();
            try (SliceWriter writer = new SliceWriter(slice, ScanLimits.DEFAULT, strict)) {
                for (int i = from; i < to; i++) {
                    ByteArrayInputStream body = new ByteArrayInputStream(bodies.get(i));
                    writer.read(RecordedRows.minute(i - 1), "file-" + (i - 1), i == 0, body);
                }
            }
            slices.add(slice.toByteArray());
            from = to;
        }
        RecordedRows rows = new RecordedRows();
        SliceReplay replay = new SliceReplay(
                new Container("prod", "eks", "web", "shop", "shop-1", "proxy"), ScanLimits.DEFAULT, rows);
        for (byte[] slice : slices) {
            replay.replay(new ByteArrayInputStream(slice));
        }
        replay.finish();
        return rows;
    }

    private static void assertSame(List<byte[]> bodies, boolean strict, List<Integer> cuts) throws IOException {
        RecordedRows whole = whole(bodies, strict);
        RecordedRows sliced = sliced(bodies, strict, cuts);
        assertThat(sliced.scrapes).as("cut at %s", cuts).isEqualTo(whole.scrapes);
        assertThat(sliced.families).isEqualTo(whole.families);
        assertThat(sliced.series).isEqualTo(whole.series);
    }

    @Test
    void aRecordedMinuteWithARestart() throws IOException {
        List<byte[]> bodies = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/corpus/e2e-istio/pod-a"))) {
            for (Path file : files.sorted().toList()) {
                bodies.add(Files.readAllBytes(file));
            }
        }
        // The seed is read as text.
        bodies.set(0, "up 1\n".getBytes(StandardCharsets.UTF_8));
        assertSame(bodies, false, List.of(1, 17, 29, 30, 44));
    }

    /** Series that come and go, restarts told in all ways, types that change, values with fractions, damaged files. */
    private static byte[] body(Random random, int minute) {
        StringBuilder body = new StringBuilder();
        if (random.nextInt(3) > 0) {
            body.append("process_start_time_seconds ")
                    .append(minute / 7 * 100 + 1_000)
                    .append('\n');
        }
        body.append("# TYPE hits_total ").append(random.nextBoolean() ? "counter\n" : "gauge\n");
        // A type that is not told in every body: what is known where the family comes first decides, in another slice
        // too.
        String type = "# TYPE wait histogram\n";
        int place = random.nextInt(3);
        body.append(place == 0 ? type : "")
                .append("wait_bucket{le=\"1\"} 1\nwait_bucket{le=\"1.0\"} 1\nwait_bucket{ le=\"5\"} 1\n")
                .append(place == 1 ? type : "");
        for (int i = 0; i < 40; i++) {
            if (random.nextInt(4) > 0) {
                double value = (minute % 9) * 10 + random.nextDouble();
                body.append("hits_total{path=\"/")
                        .append(i)
                        .append("\"} ")
                        .append(value)
                        .append('\n');
            }
            if (random.nextInt(40) == 0) {
                body.append("hits_total{path=} 1\n");
            }
        }
        byte[] text = body.toString().getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(12)) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOf(text, text.length - 30);
            default -> text;
        };
    }

    @Test
    void anUglyDayCutAnywhere() throws IOException {
        Random random = new Random(17);
        for (int round = 0; round < 60; round++) {
            List<byte[]> bodies = new ArrayList<>();
            for (int minute = 0; minute < 30; minute++) {
                bodies.add(body(random, minute));
            }
            int first = 1 + random.nextInt(14);
            assertSame(bodies, round % 4 == 3, List.of(first, first + 1 + random.nextInt(14)));
        }
    }
}
