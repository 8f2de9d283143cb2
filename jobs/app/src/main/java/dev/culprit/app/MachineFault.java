package dev.culprit.app;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a machine lacks, where a failure has passed all who know what they were doing: space, memory, rights. Such failures come
 * from the middle of Spark and Hadoop, as exceptions of theirs that carry the words of the operating system.
 */
final class MachineFault {
    private static final int LONGEST = 300;
    /** Words of the operating system, in lower case: {@code strerror} of ENOSPC, EDQUOT. */
    private static final List<String> NO_SPACE = List.of("no space left on device", "disk quota exceeded");
    /** EROFS, EACCES, EPERM. */
    private static final List<String> NO_RIGHT =
            List.of("read-only file system", "permission denied", "operation not permitted");

    /** What stands before the words of a task: {@code (TID 7) (host executor 1): }. */
    private static final String OF_TASK = "): ";

    private static final Pattern CLASS = Pattern.compile("^(?:[\\w$]+\\.)+[\\w$]+: ");

    /** Made in time: where no memory is left, none is left for words. */
    private static final byte[] NO_MEMORY =
            ("culprit: " + noMemory() + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);

    /** By hand: what it takes to end, which loads classes and starts threads. Given back where no memory is left. */
    private static final int RESERVE = 1 << 20;

    private static byte @Nullable [] unusedReserve;

    /** Whether a task of this JVM has failed because of that. */
    private static volatile boolean heapIsFull;

    private MachineFault() {}

    /**
     * By hand: classes, logging and Hadoop take some 30 MB before the first row; where memory ends among them, each tells it in words
     * and traces of its own.
     */
    private static final int LEAST_HEAP = 40 << 20;

    /**
     * Refuses a heap in which no job can begin.
     *
     * @throws CulpritException that says how large it is
     */
    static void refuseTinyHeap() {
        if (Runtime.getRuntime().maxMemory() < LEAST_HEAP) {
            throw new CulpritException(noMemory());
        }
    }

    /** Called first of all: what tells that no memory is left is made while some is. */
    static void prepare() {
        unusedReserve = new byte[RESERVE];
    }

    /** Tells that the heap is too small, takes nothing of it, and leaves room for the end. */
    static void tellNoMemory(PrintStream err) {
        unusedReserve = null;
        err.write(NO_MEMORY, 0, NO_MEMORY.length);
        err.flush();
    }

    /** Called where a task found no memory: whatever ends the run after that is a consequence. */
    static void heapIsFull() {
        heapIsFull = true;
        unusedReserve = null;
    }

    /** What {@link #tellNoMemory} prints. */
    static byte[] noMemoryLine() {
        return NO_MEMORY;
    }

    static boolean isHeapFull() {
        return heapIsFull;
    }

    /** What is missing, where, and how to mend it; empty where the failure is of another kind. */
    static Optional<String> tell(Throwable failure, Path temporary) {
        if (heapIsFull) {
            return Optional.of(noMemory());
        }
        Set<Throwable> seen = new HashSet<>();
        for (Throwable at = failure; at != null && seen.add(at); at = at.getCause()) {
            String words = String.valueOf(at.getMessage());
            // Spark's own words where it does not even begin.
            boolean isTooSmall = words.contains("INVALID_DRIVER_MEMORY") || words.contains("INVALID_EXECUTOR_MEMORY");
            if (isTooSmall || at instanceof OutOfMemoryError || isOfTask(at, words, "java.lang.OutOfMemoryError")) {
                return Optional.of(noMemory());
            }
            String lower = words.toLowerCase(Locale.ROOT);
            boolean isOfFiles = at instanceof IOException || at instanceof Error || isOfSpark(at);
            if (isOfFiles && NO_SPACE.stream().anyMatch(lower::contains)) {
                return Optional.of(
                        "a disk is full: %s: free space there, or in %s, where Spark keeps what it sorts (another folder:"
                                        .formatted(firstLine(words), temporary)
                                + " CULPRIT_JAVA_OPTS=-Djava.io.tmpdir=FOLDER, or spark.local.dir), and run again: what"
                                + " was complete is kept");
            }
            if (at instanceof AccessDeniedException
                    || (isOfFiles && NO_RIGHT.stream().anyMatch(lower::contains))) {
                return Optional.of("no right to a file: %s: give %s the right, or name another path"
                        .formatted(firstLine(words), System.getProperty("user.name")));
            }
            if (isOfFiles && lower.contains("failed to create a temp directory")) {
                return Optional.of(noTemporary(temporary, firstLine(words)));
            }
        }
        return Optional.empty();
    }

    static String noTemporary(Path folder, String why) {
        return "temporary folder %s cannot be used: %s: make it one that can be written, or name another with"
                        .formatted(folder, why)
                + " CULPRIT_JAVA_OPTS=-Djava.io.tmpdir=FOLDER";
    }

    /** What a task threw is text in the exception that ends the job. */
    private static boolean isOfTask(Throwable failure, String words, String name) {
        return isOfSpark(failure) && words.contains(name);
    }

    /** By name, since not every command has Spark. */
    private static boolean isOfSpark(Throwable failure) {
        return failure.getClass().getName().startsWith("org.apache.spark.");
    }

    private static String noMemory() {
        return "the heap of %,d MB is too small: give more with CULPRIT_JAVA_OPTS=-Xmx4g, on a cluster with spark.executor.memory and"
                        .formatted(Runtime.getRuntime().maxMemory() >> 20)
                + " spark.driver.memory, and run again: what was complete is kept";
    }

    /** The first line, without what Spark says of its tasks and without names of classes. */
    private static String firstLine(String words) {
        int end = words.indexOf('\n');
        String line = end < 0 ? words : words.substring(0, end);
        int task = line.lastIndexOf(OF_TASK);
        String said = task < 0 ? line : line.substring(task + OF_TASK.length());
        return Text.printable(CLASS.matcher(said).replaceFirst(""), LONGEST);
    }
}
