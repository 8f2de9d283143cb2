package dev.culprit.scrapes.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Container;
import dev.culprit.model.LabelSet;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.SeriesId;
import dev.culprit.scrapes.lifetime.TargetLabels;
import dev.culprit.scrapes.slice.SliceReplay;
import dev.culprit.scrapes.slice.SliceWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Series that were made to have one {@link SeriesId}: they are as many as they are, and each is seen when it is seen. */
final class CollidingIdsTest {
    private static final Container TARGET = new Container("prod", "eks", "web", "shop", "shop-1", "proxy");

    /** Where the value of the only label of {@link #METRIC} begins in the encoding of {@link SeriesId}. */
    private static final int VALUE_AT = 14;

    private static final String METRIC = "m";

    /**
     * Values of label {@code v} of which all series have one id, though nobody knows a second one by chance. XXH3 multiplies both halves of
     * eight bytes after an exclusive or with eight bytes of its secret, which stands in its source; where one half is zero then, the
     * other does not matter to the product, and to the sum beside it only as a summand. So what one such place gains another may
     * lose. Three places of the secret, 24, 56 and 88 bytes from its beginning, have halves that can be had in UTF-8.
     */
    static List<String> values(int count) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] encoded = new byte[900];
            Arrays.fill(encoded, (byte) 'x');
            int[] gains = {i % 26, i / 26 % 26, i / 26 / 26};
            put(encoded, 3 * 64, gains, 1, 0xe1, 0xb7, 0xb3, 0x67, 0x1f);
            put(encoded, 7 * 64, gains, -1, 0xc3, 0x81, 0x3a, 0x26, 0x4c);
            values.add(new String(encoded, VALUE_AT, encoded.length - VALUE_AT, StandardCharsets.UTF_8));
        }
        return values;
    }

    private static void put(byte[] encoded, int at, int[] gains, int sign, int... fixed) {
        for (int i = 0; i < gains.length; i++) {
            encoded[at + i] = (byte) (sign > 0 ? 'a' + gains[i] : 'z' - gains[i]);
        }
        for (int i = 0; i < fixed.length; i++) {
            encoded[at + gains.length + i] = (byte) fixed[i];
        }
    }

    private static byte[] body(List<String> values) {
        StringBuilder body = new StringBuilder("process_start_time_seconds 1000\n");
        values.forEach(
                value -> body.append(METRIC).append("{v=\"").append(value).append("\"} 1\n"));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void suchSeriesCanBeMade() {
        List<String> values = values(10_000);
        assertThat(new HashSet<>(values)).hasSize(10_000);
        assertThat(values.stream()
                        .map(value -> SeriesId.of(METRIC, LabelSet.of(Map.of("v", value))))
                        .distinct())
                .hasSize(1);
    }

    private static List<byte[]> day() {
        List<String> values = values(10_000);
        Collections.shuffle(values, new Random(5));
        List<byte[]> bodies = new ArrayList<>();
        for (int scrape = 1; scrape <= 20; scrape++) {
            bodies.add(body(values.subList(0, 500 * scrape)));
        }
        return bodies;
    }

    private static void assertEachIsSeen(RecordedRows rows) {
        assertThat(rows.scrapes).extracting(ScrapeRow::status).containsOnly(ScrapeRow.OK);
        assertThat(rows.scrapes.subList(1, 20))
                .extracting(row -> row.body().births())
                .containsOnly(500L);
        assertThat(rows.scrapes.get(19).body().series()).isEqualTo(10_001);
        List<String> values = values(10_000);
        Collections.shuffle(values, new Random(5));
        Map<String, Long> scrapes = new HashMap<>();
        for (SeriesRow row : rows.series) {
            if (row.metric().equals(METRIC)) {
                assertThat(scrapes.put(row.labels().get("v"), row.scrapes())).isNull();
            }
        }
        for (int i = 0; i < values.size(); i++) {
            assertThat(scrapes).containsEntry(values.get(i), 20L - i / 500);
        }
    }

    @Test
    void aTargetShowsThemAll() {
        RecordedRows rows = new RecordedRows();
        day().forEach(rows::read);
        rows.finish();
        assertEachIsSeen(rows);
    }

    @Test
    void slicesHoldThemAll() throws IOException {
        List<byte[]> day = day();
        RecordedRows rows = new RecordedRows();
        SliceReplay replay = new SliceReplay(TARGET, ScanLimits.DEFAULT, rows);
        for (int part = 0; part < 2; part++) {
            ByteArrayOutputStream slice = new ByteArrayOutputStream();
            try (SliceWriter writer = new SliceWriter(slice, ScanLimits.DEFAULT, false)) {
                for (int i = 10 * part; i < 10 * part + 10; i++) {
                    writer.read(RecordedRows.minute(i), "file-" + i, false, new ByteArrayInputStream(day.get(i)));
                }
            }
            replay.replay(new ByteArrayInputStream(slice.toByteArray()));
        }
        replay.finish();
        assertEachIsSeen(rows);
    }

    @Test
    void bodiesOfManyTargetsToo() {
        RecordedRows rows = new RecordedRows(all -> new FederationReader(
                TARGET, new TargetLabels(null, null, null, "nobody", null), ScanLimits.DEFAULT, false, all));
        day().forEach(rows::read);
        rows.finish();
        assertEachIsSeen(rows);
    }

    /** A process that restarts over and over makes the reader forget, and number anew. */
    @Test
    void theyAreToldApartAfterForgetting() {
        RecordedRows rows = new RecordedRows();
        List<String> values = values(12_000);
        for (int life = 0; life < 12; life++) {
            String start = "process_start_time_seconds " + (5_000 + 10 * life) + "\n";
            byte[] series = body(values.subList(1_000 * life, 1_000 * life + 1_000));
            String text = new String(series, StandardCharsets.UTF_8);
            byte[] whole = (start + text.substring(text.indexOf('\n') + 1)).getBytes(StandardCharsets.UTF_8);
            rows.read(whole);
            rows.read(whole);
        }
        rows.finish();
        assertThat(rows.scrapes).extracting(row -> row.body().births()).containsOnly(0L);
        assertThat(rows.series.stream().filter(row -> row.metric().equals(METRIC)))
                .hasSize(12_000)
                .allMatch(row -> row.scrapes() == 2);
    }

    @Test
    void anotherSpellingIsNoCollision() {
        RecordedRows rows = RecordedRows.of(
                "up{a=\"1\",b=\"2\"} 1\n", "up{b=\"2\",a=\"1\"} 1\n", "up{ b=\"2\",a=\"1\",c=\"\"} 1\n");
        assertThat(rows.series).hasSize(1);
        assertThat(rows.series.get(0).scrapes()).isEqualTo(3);
    }
}
