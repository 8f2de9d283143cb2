package dev.culprit.tsdb.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks many things of a file system at once. */
public final class Requests {
    /** By hand: a bucket of a year has some hundred to some thousand blocks, each request takes some ten milliseconds. */
    private static final int AT_ONCE = 16;

    private Requests() {}

    /** One thing that is asked, and its answer. */
    public interface Request<A, B> {
        B of(A what) throws IOException;
    }

    /** The answers in the order of what was asked. */
    public static <A, B> List<B> all(BlockFiles files, List<A> asked, Request<A, B> request) throws IOException {
        int threads = files.isLocal() ? Runtime.getRuntime().availableProcessors() : AT_ONCE;
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, asked.size())), work -> {
            Thread thread = new Thread(work, "blocks");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<B>> answers = new ArrayList<>();
            for (A what : asked) {
                answers.add(pool.submit(() -> request.of(what)));
            }
            List<B> all = new ArrayList<>();
            for (Future<B> answer : answers) {
                all.add(answer.get());
            }
            return all;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("was interrupted", interrupted);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException known) {
                throw known;
            }
            if (failure.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IOException(String.valueOf(failure.getCause()), failure);
        } finally {
            pool.shutdownNow();
        }
    }
}
