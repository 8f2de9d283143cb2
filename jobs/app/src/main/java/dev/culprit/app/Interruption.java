package dev.culprit.app;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Prints one line when the run is ended from outside (Ctrl-C, SIGTERM), or by Spark for want of heap. Spark and others then fail in
 * the middle of their work. Those failures are consequences, so nothing is shown after that line. The exit status is the JVM's own, 128
 * plus the signal's number, or Spark's, 52.
 */
final class Interruption {
    /** Made in time, as that of a full heap is. */
    private static final byte[] INTERRUPTED = ("culprit: interrupted: what was complete is kept, run again to go on"
                    + System.lineSeparator())
            .getBytes(StandardCharsets.UTF_8);

    private final AtomicBoolean atWork = new AtomicBoolean(true);
    private final LastLine lastLine;

    private Interruption(LastLine lastLine) {
        this.lastLine = lastLine;
    }

    /** Called before anything logs: loggers keep the standard error that they found. */
    static Interruption watch() {
        Interruption interruption = new Interruption(new LastLine(System.err));
        System.setErr(new PrintStream(interruption.lastLine, true, Charset.defaultCharset()));
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::tell, "interruption"));
        return interruption;
    }

    private void tell() {
        if (atWork.get()) {
            lastLine.print(MachineFault.isHeapFull() ? MachineFault.noMemoryLine() : INTERRUPTED);
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
