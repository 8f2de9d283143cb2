package dev.culprit.warehouse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileSystem;

/** Many small requests at once where each takes its time over a network, one after the other on a local disk. */
final class Parallel {
    private static final int AT_ONCE = 8;

    private Parallel() {}

    interface Work<T> {
        void on(T item) throws IOException;
    }

    /** @throws IOException the first failure in the items' order, when all have been tried */
    static <T> void forEach(List<T> items, FileSystem files, Work<T> work) throws IOException {
        if ("file".equals(files.getUri().getScheme()) || items.size() < 2) {
            for (T item : items) {
                work.on(item);
            }
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, items.size()));
        try {
            List<Callable<Void>> calls = new ArrayList<>();
            for (T item : items) {
                calls.add(() -> {
                    work.on(item);
                    return null;
                });
            }
            for (Future<Void> call : threads.invokeAll(calls)) {
                call.get();
            }
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException told) {
                throw told;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", ending);
        } finally {
            threads.shutdown();
        }
    }
}
