package dev.culprit.app;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells on one line that the run was ended from outside (Ctrl-C, SIGTERM). Everything that ends with the JVM, Spark first, then
 * fails in the middle of its work: those failures are consequences, and nobody is to read them. The exit status is the JVM's own,
 * 128 and the signal's number.
 */
final class Interruption {
    private final AtomicBoolean atWork = new AtomicBoolean(true);

    private Interruption() {}

    static Interruption watch(PrintStream err) {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.tell(err), "interruption"));
        return interruption;
    }

    private void tell(PrintStream err) {
        if (atWork.get()) {
            err.println("culprit: interrupted: what was complete is kept, run again to go on");
        }
    }

    /** From now on the JVM ends because the work has. */
    void endsBySelf() {
        // Once the JVM is ending this thread is only another one that lost what it worked with.
        if (!isUnderWay()) {
            atWork.set(false);
        }
    }

    /** Whether the JVM is ending. */
    static boolean isUnderWay() {
        Thread none = new Thread(() -> {}, "none");
        try {
            Runtime.getRuntime().addShutdownHook(none);
            Runtime.getRuntime().removeShutdownHook(none);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }
}
