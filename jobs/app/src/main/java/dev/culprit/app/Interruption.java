package dev.culprit.app;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Prints one line when the run is ended from outside (Ctrl-C, SIGTERM), or by Spark for want of heap. Spark and others then fail in
 * the middle of their work: those failures are consequences, and are not shown. The exit status is the JVM's own, 128 plus the
 * signal's number, or Spark's, 52.
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
        if (atWork.get() && MachineFault.isHeapFull()) {
            MachineFault.tellNoMemory(err);
        } else if (atWork.get()) {
            err.println("culprit: interrupted: what was complete is kept, run again to go on");
        }
    }

    /** Called when the work is done: the JVM ends by itself then, and no line is due. */
    void endsBySelf() {
        // When the JVM is ending already, the work has failed because of that, and the line is due.
        if (!isUnderWay()) {
            atWork.set(false);
        }
    }

    /** Called when the failure has its line: no other is due. */
    void isTold() {
        atWork.set(false);
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
