package dev.culprit.scrapes.lifetime;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.culprit.model.LabelSet;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SeriesIdsTest {
    private static final List<String> VALUES = List.of("", "a", "b", "10", "10.0", "Köln", "🙂", "x".repeat(3000));

    @Test
    void whatTheSeriesBeforeWasDoesNotMatter() {
        Random random = new Random(15);
        SeriesIds ids = new SeriesIds();
        for (int trial = 0; trial < 5000; trial++) {
            int names = trial % 500 == 7 ? 400 : 12;
            Map<String, String> labels = new HashMap<>();
            for (int i = 0; i < names; i++) {
                if (random.nextInt(6) > 0) {
                    labels.put("label" + i, VALUES.get(random.nextInt(random.nextInt(VALUES.size()) + 1)));
                }
            }
            String metric = random.nextInt(10) == 0 ? "short" : "requests_total";
            LabelSet set = LabelSet.of(labels);
            assertThat(ids.of(metric, set)).isEqualTo(written(metric, set));
        }
    }

    private static long written(String metric, LabelSet labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(metric, bytes);
        labels.labels().forEach((name, value) -> {
            write(name, bytes);
            write(value, bytes);
        });
        return Hashing.xxh3_64().hashBytesToLong(bytes.toByteArray());
    }

    private static void write(String text, ByteArrayOutputStream into) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        into.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .array());
        into.writeBytes(bytes);
    }
}
