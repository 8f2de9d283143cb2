package dev.culprit.tsdb.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.Skipped;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BoundedLinesTest {
    private static BufferedInputStream in(String text) {
        return new BufferedInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> read(InputStream in, int longest, ExportFaults faults) throws IOException {
        BoundedLines lines = new BoundedLines(in, longest);
        List<String> read = new ArrayList<>();
        for (@Nullable String line = lines.next(faults); line != null; line = lines.next(faults)) {
            read.add(line);
        }
        return read;
    }

    private static OtlpSeries series() {
        return new OtlpSeries(new ExportedSeries(new GatheredSeries("test", Long.MIN_VALUE, Long.MAX_VALUE)));
    }

    /** Held against Java's own lines, across the ends of what is read at once. */
    @Test
    void linesAreThoseOfJava() throws IOException {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append("\u00e4x".repeat(random.nextInt(4) == 0 ? random.nextInt(9000) : random.nextInt(3)))
                    .append(random.nextBoolean() ? "\n" : "\r\n");
        }
        for (String end : new String[] {"", "end"}) {
            String all = text + end;
            ExportFaults faults = new ExportFaults();
            assertThat(read(in(all), Integer.MAX_VALUE, faults))
                    .isEqualTo(all.lines().toList());
            assertThat(faults.of("file")).isEmpty();
        }
    }

    @Test
    void aLineThatIsTooLongIsCountedAndLeftOut() throws IOException {
        ExportFaults faults = new ExportFaults();
        String text = "abc\n" + "x".repeat(30_000) + "\nabcd\n\n" + "y".repeat(5);
        assertThat(read(in(text), 4, faults)).containsExactly("abc", "abcd", "");
        assertThat(faults.of("file"))
                .containsExactly(new Skipped("file", "lines that cannot be read: line 2: longer than 4 characters", 2));
    }

    @Test
    void noRequestFillsTheMemory() {
        String request = "{\"resourceMetrics\":[{\"resource\":{}}]}";
        for (String endless : new String[] {
            request + "\n{\"resourceMetrics\":\"" + "x".repeat(30_000),
            "{\n" + request.substring(1) + "\n{\"resourceMetrics\":[\"" + "x".repeat(30_000)
        }) {
            ExportFaults faults = new ExportFaults();
            new OtlpJsonLines(series(), 9_000).read(in(endless), faults);
            assertThat(faults.of("file"))
                    .singleElement()
                    .satisfies(skipped -> assertThat(skipped.reason()).contains(" than 9,000 characters"));
        }
    }

    /** Each as long as may be, all together longer. */
    @Test
    void requestsThatAreLaidOutMayBeMany() {
        String request = "{\n\"resourceMetrics\":[{\"resource\":{\"x\":\"" + "x".repeat(8_000) + "\"}}]}\n";
        ExportFaults faults = new ExportFaults();
        new OtlpJsonLines(series(), 20_000).read(in(request.repeat(20)), faults);
        assertThat(faults.of("file")).isEmpty();
    }
}
