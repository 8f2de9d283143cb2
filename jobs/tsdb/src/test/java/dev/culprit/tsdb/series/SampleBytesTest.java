package dev.culprit.tsdb.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SampleBytesTest {
    @Test
    void whatGoesInComesOut() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            SampleBytes bytes = new SampleBytes();
            SampleList expected = new SampleList();
            long time = random.nextLong() >> 20;
            for (int i = 0; i < 300; i++) {
                time += random.nextInt(5) == 0 ? random.nextInt(100_000) + 1 : 15_000;
                double value = switch (random.nextInt(8)) {
                    case 0 -> random.nextDouble();
                    case 1 -> Double.NaN;
                    case 2 -> -0.0;
                    case 3 -> Double.POSITIVE_INFINITY;
                    case 4 -> -(double) (1L << 53);
                    case 5 -> random.nextInt();
                    default -> 3;
                };
                bytes.add(time, Double.doubleToRawLongBits(value));
                expected.sample(time, Double.doubleToRawLongBits(value));
            }
            SampleList read = new SampleList();
            bytes.read(read);
            assertThat(read.size()).isEqualTo(300).isEqualTo(bytes.count());
            for (int i = 0; i < 300; i++) {
                assertThat(read.time(i)).isEqualTo(expected.time(i));
                assertThat(Double.doubleToRawLongBits(read.value(i)))
                        .isEqualTo(Double.doubleToRawLongBits(expected.value(i)));
            }
            SampleList again = new SampleList();
            bytes.read(again);
            assertThat(again.size()).isEqualTo(300);
        }
    }
}
