package dev.culprit.tsdbfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageCacheTest {
    private static final int PAGE = 64;

    @TempDir
    private Path folder;

    private final AtomicInteger asked = new AtomicInteger();

    /** Bytes that tell where they are of. */
    private byte[] page(String file, long number) {
        asked.incrementAndGet();
        byte[] bytes = new byte[PAGE];
        new SplittableRandom(file.hashCode() * 31L + number).nextBytes(bytes);
        return bytes;
    }

    private void read(PageCache cache, String file, long number, int within, int count) throws IOException {
        byte[] into = new byte[PAGE + 7];
        cache.read(file, number, within, into, 3, count, page -> page(file, page));
        byte[] expected = new byte[PAGE];
        new SplittableRandom(file.hashCode() * 31L + number).nextBytes(expected);
        assertThat(into).as("what is before and behind").startsWith(0, 0, 0).endsWith(0, 0, 0, 0);
        for (int i = 0; i < count; i++) {
            assertThat(into[3 + i]).isEqualTo(expected[within + i]);
        }
    }

    @Test
    void whatWasReadLastIsKeptAndNoMore() throws IOException {
        PageCache cache = new PageCache(folder, PAGE, 3 * PAGE);
        for (long page = 0; page < 3; page++) {
            read(cache, "a", page, 0, PAGE);
        }
        read(cache, "a", 0, 5, 10);
        assertThat(asked).hasValue(3);
        read(cache, "b", 0, 0, 1); // in place of the page 1, which was used longest ago
        read(cache, "a", 0, 0, PAGE);
        read(cache, "a", 2, 0, PAGE);
        assertThat(asked).hasValue(4);
        read(cache, "a", 1, 0, PAGE);
        assertThat(asked).hasValue(5);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).as("files that a killed process would leave").isEmpty();
        }
    }

    @Test
    void severalThreadsReadTheirPagesAndAskForNoneTwiceAtOnce() throws Exception {
        PageCache roomy = new PageCache(folder, PAGE, 64 * PAGE);
        PageCache tight = new PageCache(folder, PAGE, 4 * PAGE);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SplittableRandom random = new SplittableRandom(i);
                readers.add(threads.submit(() -> {
                    for (int reads = 0; reads < 500; reads++) {
                        int within = random.nextInt(PAGE);
                        read(roomy, "f", random.nextInt(64), within, random.nextInt(PAGE - within) + 1);
                    }
                    return null;
                }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
            assertThat(asked).hasValueLessThanOrEqualTo(64);
            readers.clear();
            for (int i = 0; i < 4; i++) {
                SplittableRandom random = new SplittableRandom(i);
                readers.add(threads.submit(() -> {
                    for (int reads = 0; reads < 500; reads++) {
                        read(tight, "f", random.nextInt(64), 0, PAGE);
                    }
                    return null;
                }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whereThereIsNoRoomAllIsAskedAnewAndWhatFailsIsNotKept() throws IOException {
        PageCache homeless = new PageCache(folder.resolve("none"), PAGE, 10 * PAGE);
        read(homeless, "a", 0, 0, PAGE);
        read(homeless, "a", 0, 0, PAGE);
        assertThat(asked).hasValue(2);
        PageCache cache = new PageCache(folder, PAGE, PAGE);
        assertThatThrownBy(() -> cache.read("a", 0, 0, new byte[1], 0, 1, page -> {
                    throw new IOException("refused");
                }))
                .hasMessage("refused");
        read(cache, "a", 0, 0, PAGE);
    }
}
