package dev.culprit.correlate.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.io.ParquetDecodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HybridRunsTest {
    /** What Parquet's own encoder wrote, with runs and without, at every place. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 7, 8, 9, 16, 17, 24, 31})
    void theNumbersThatWereWritten(int width) throws IOException {
        Random random = new Random(width);
        int[] numbers = new int[10_000];
        for (int at = 0; at < numbers.length; ) {
            int run = random.nextInt(4) == 0 ? 1 + random.nextInt(300) : 1;
            int number = random.nextInt() & (int) ((1L << width) - 1);
            for (; run > 0 && at < numbers.length; run--) {
                numbers[at++] = number;
            }
        }
        byte[] written;
        try (var encoder = new RunLengthBitPackingHybridEncoder(width, 64, 65_536, new HeapByteBufferAllocator())) {
            for (int number : numbers) {
                encoder.writeInt(number);
            }
            written = encoder.toBytes().toInputStream().readAllBytes();
        }
        byte[] padded = new byte[3 + written.length + HybridRuns.PADDING];
        System.arraycopy(written, 0, padded, 3, written.length);
        HybridRuns runs = new HybridRuns(padded, 3, 3 + written.length, width);
        assertThat(read(runs, numbers.length)).containsExactly(numbers);
        // A group of eight may end in padding.
        assertThatThrownBy(() -> read(runs, 8))
                .isInstanceOf(ParquetDecodingException.class)
                .hasMessage("a page has fewer numbers than it says");
    }

    /** A dictionary of one text needs no bits. */
    @Test
    void numbersWithoutBitsAreZero() {
        byte[] run = {20, 0, 0, 0, 0, 0, 0, 0, 0};
        assertThat(read(new HybridRuns(run, 0, 1, 0), 10)).containsOnly(0);
    }

    @Test
    void aRunOfNoNumberIsNoRun() {
        HybridRuns empty = new HybridRuns(new byte[16], 0, 8, 1);
        assertThatThrownBy(() -> empty.read(new int[1], 0, 1)).isInstanceOf(ParquetDecodingException.class);
    }

    @Test
    void levelsThatWereWrittenOtherwise() {
        int[] levels = new Random(1).ints(1_001, 0, 4).toArray();
        assertThat(read(HybridRuns.of(levels), levels.length)).containsExactly(levels);
        assertThat(read(HybridRuns.of(new int[] {200, 1}), 2)).containsExactly(200, 1);
    }

    private static int[] read(HybridRuns runs, int count) {
        int[] numbers = new int[count];
        // In parts of any size, none among them.
        Random random = new Random(count);
        int[] part = new int[700];
        for (int at = 0; at < count; ) {
            int size = Math.min(count - at, random.nextInt(part.length + 1));
            runs.read(part, 0, size);
            System.arraycopy(part, 0, numbers, at, size);
            at += size;
        }
        return numbers;
    }
}
