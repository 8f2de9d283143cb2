package dev.culprit.scrapes.lifetime;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.culprit.model.LabelSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The number by which tables name a series: XXH3 (64 bits, seed 0) over metric, then name and value of each label in the
 * order of {@link LabelSet}; each text as its length in UTF-8 bytes (four bytes, little endian) and those bytes. Tables
 * of different days are joined by it, so it hangs on nothing else. Numbers are to be written in one way before
 * ({@link FloatLabels}). It finds a series; whether it is the series, only the name tells
 * ({@link SeriesRegister}).
 */
public final class SeriesId {
    private static final Hasher64 HASHER = Hashing.xxh3_64();

    private SeriesId() {}

    public static long of(String metric, LabelSet labels) {
        List<byte[]> texts = new ArrayList<>(1 + 2 * labels.labels().size());
        texts.add(metric.getBytes(StandardCharsets.UTF_8));
        labels.labels().forEach((name, value) -> {
            texts.add(name.getBytes(StandardCharsets.UTF_8));
            texts.add(value.getBytes(StandardCharsets.UTF_8));
        });
        ByteBuffer encoded = ByteBuffer.allocate(texts.stream()
                        .mapToInt(text -> Integer.BYTES + text.length)
                        .sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        texts.forEach(text -> encoded.putInt(text.length).put(text));
        return HASHER.hashBytesToLong(encoded.array());
    }
}
